package dev.mantissa.notebooks.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.magics.install.Check;
import dev.mantissa.magics.install.Doctor;
import dev.mantissa.magics.install.JupyterFolders;
import dev.mantissa.magics.install.SearchPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@code mantissa install} installs, started and used by {@code mantissa doctor}. */
class InstalledKernelTest {
    @Test
    void an_installed_kernel_computes_draws_answers_and_stops() {
        List<Check> checks = new ArrayList<>();
        try (FrontEndHome home = FrontEndHome.create()) {
            InstalledKernel.into(home);
            Map<String, String> environment = Map.of("JUPYTER_DATA_DIR", home.data().toString());
            JupyterFolders folders = new JupyterFolders(environment, home.folder(), false);
            new Doctor(folders, Optional.empty(), new SearchPath("")).examine(checks::add);
        }
        // Whether there is a Jupyter is no matter of the kernel's.
        assertThat(checks.stream().filter(c -> !c.ok()).map(Check::name))
                .containsExactly("jupyter");
        assertThat(checks)
                .extracting(Check::name)
                .endsWith("first cell", "product", "chart", "comm", "interrupt", "shutdown");
    }
}
