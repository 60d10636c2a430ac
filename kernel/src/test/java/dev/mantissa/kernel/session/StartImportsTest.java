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
}
