package dev.mantissa.magics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.mantissa.kernel.magic.Magic;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.JShellSession;
import dev.mantissa.lib.precision.Numerics;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every magic of the catalogue. */
class MagicsTest {
    private static JShellSession session;
    private static Numerics before;

    @BeforeAll
    static void a_real_session() {
        before = Numerics.notebook();
        session = MantissaSession.open(notice -> {});
    }

    @AfterAll
    static void closed() {
        session.close();
        Numerics.setNotebook(before);
    }

    static List<String> names() {
        return Magics.all().stream().map(Magic::name).toList();
    }

    @Test
    void names_are_different() {
        assertThat(names()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("names")
    void it_explains_itself(String name) {
        Magic magic = magic(name);
        assertThat(magic.summary()).isNotBlank().doesNotContain("\n").hasSizeLessThan(70);
        assertThat(magic.help()).contains("%" + name).hasSizeGreaterThan(20);
        assertThat(magic.help().lines()).allMatch(l -> l.length() <= 100);
        assertThat(magic.example()).contains("%" + name);
        assertThat(magic.kinds()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void its_example_runs_and_shows_something(String name) {
        Shown shown = new Shown();
        CellResult result = session.execute(new Cell(magic(name).example()), shown);
        assertThat(result).as(shown.text()).isInstanceOf(CellResult.Ok.class);
        assertThat(shown.text()).isNotBlank();
    }

    @ParameterizedTest
    @MethodSource("names")
    void help_is_shown_when_asked_for(String name) {
        Shown shown = new Shown();
        String sign = magic(name).kinds().contains(Magic.Kind.LINE) ? "%" : "%%";
        assertThat(session.execute(new Cell(sign + name + "?"), shown))
                .as(shown.text())
                .isInstanceOf(CellResult.Ok.class);
        assertThat(shown.text()).contains(magic(name).help().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("names")
    void completion_of_its_name_finds_it_and_of_its_arguments_does_not_fail(String name) {
        String begun = "%" + name.substring(0, name.length() - 1);
        assertThat(session.complete(begun, begun.length()).candidates())
                .extracting(c -> c.text().replace("%", ""))
                .contains(name);
        for (String arguments : List.of(" ", " a", " -", " x=", " ~/", " \"", " net 4 ")) {
            String code = "%" + name + arguments;
            assertThatCode(() -> session.complete(code, code.length())).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void nonsense_is_answered_with_a_sentence_and_the_session_goes_on(String name) {
        Shown shown = new Shown();
        boolean cell = !magic(name).kinds().contains(Magic.Kind.LINE);
        session.execute(new Cell((cell ? "%%" : "%") + name + " §§ no=such thing"), shown);
        assertThat(shown.text()).doesNotContain("\tat ", "NullPointerException", "dev.mantissa");
        Shown next = new Shown();
        session.execute(new Cell("1 + 1"), next);
        assertThat(next.text()).isEqualTo("2\n");
    }

    private static Magic magic(String name) {
        return Magics.all().stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }
}
