package dev.mantissa.kernel.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.kernel.session.Completion.Candidate;
import org.junit.jupiter.api.Test;

/** The imports of the start hold for whatever comes first. */
class StartImportsTest {
    @Test
    void help_knows_them_before_any_cell() {
        try (Conversation talk = new Conversation()) {
            assertThat(talk.session.complete("List.o", 6).candidates())
                    .extracting(Candidate::text)
                    .contains("of(");
        }
    }

    @Test
    void declarations_know_them_and_a_reset_keeps_them() {
        try (Conversation talk = new Conversation()) {
            talk.session.reset();
            talk.value("record P(List<String> names) {}");
            talk.session.reset();
            assertThat(talk.value("List.of(1).size()")).isEqualTo(1);
            talk.value("Set<Integer> set = new TreeSet<>(List.of(2));");
            assertThat(talk.value("set.size()")).isEqualTo(1);
            assertThat(talk.shown(talk.error("new P(null)"))).contains("class P");
        }
    }

    @Test
    void those_that_do_not_compile_are_told_by_the_first_cell_that_needs_them() {
        SessionConfig config = SessionConfig.builder().imports("no.such.*").build();
        try (Conversation talk = new Conversation(config)) {
            assertThat(talk.value("1 + 1")).isEqualTo(2);
            assertThat(talk.error("int x = 1;").message()).contains("no.such");
        }
    }

    @Test
    void they_give_way_to_what_a_notebook_imports() {
        try (Conversation talk = new Conversation()) {
            talk.value("import javax.sql.rowset.*;");
            assertThat(talk.value("Predicate.class.getName()"))
                    .isEqualTo("javax.sql.rowset.Predicate");
            talk.value("class Use { Class<?> type() { return Predicate.class; } }");
            assertThat(talk.value("new Use().type() == Predicate.class")).isEqualTo(true);
            assertThat(talk.value("class Predicate { int own = 7; }\nnew Predicate().own"))
                    .isEqualTo(7);
        }
    }

    @Test
    void those_that_every_java_kernel_has_do_not() {
        try (Conversation talk = new Conversation()) {
            talk.value("import java.awt.*;");
            assertThat(talk.error("List<Integer> all = List.of(1);").message())
                    .isEqualTo("reference to List is ambiguous");
            talk.value("import java.util.List;");
            assertThat(talk.value("List.of(1).size()")).isEqualTo(1);
        }
    }
}
