package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Notices;
import org.junit.jupiter.api.Test;

class Nd4jStartupTest {
    @Test
    void it_says_what_was_loaded_and_that_it_obeys() {
        Nd4jStartup.Description description = Nd4jStartup.ensureLoaded(Notices.SILENT);
        assertThat(description.backend()).isEqualTo("MantissaBackend");
        assertThat(description.governed()).isTrue();
        assertThat(description.threads()).isPositive();
        assertThat(description.toString()).contains("OPENBLAS").doesNotContain("does not obey");
    }
}
