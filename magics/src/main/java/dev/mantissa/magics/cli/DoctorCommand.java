package dev.mantissa.magics.cli;

import dev.mantissa.magics.install.Check;
import dev.mantissa.magics.install.Distribution;
import dev.mantissa.magics.install.Doctor;
import dev.mantissa.magics.install.JupyterFolders;
import dev.mantissa.magics.install.SearchPath;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code mantissa doctor}: looks at everything that a notebook needs. */
@Command(
        name = "doctor",
        description = "Check Java, Jupyter and the kernel, with a remedy for what is wrong.",
        footer = {"", "Exit status: 0 all is well, 1 something is not."})
public final class DoctorCommand implements Callable<Integer> {
    @Mixin private HelpOption help = new HelpOption();

    @Override
    public Integer call() {
        Doctor doctor =
                new Doctor(JupyterFolders.current(), Distribution.current(), SearchPath.current());
        return doctor.examine(DoctorCommand::tell) ? 0 : 1;
    }

    private static void tell(Check check) {
        System.out.println(check.text());
    }
}
