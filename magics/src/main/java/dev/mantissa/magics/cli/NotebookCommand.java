package dev.mantissa.magics.cli;

import dev.mantissa.magics.install.Distribution;
import dev.mantissa.magics.install.JupyterFolders;
import dev.mantissa.magics.install.JupyterStart;
import dev.mantissa.magics.install.KernelSpec;
import dev.mantissa.magics.install.SearchPath;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mantissa notebook}: sets up what is missing and opens Jupyter. The launcher starts it in
 * the place of this process, so that Ctrl-C reaches it alone.
 */
@Command(
        name = "notebook",
        description = "Set up what is missing and open the notebooks in Jupyter.",
        footer = {"", "What follows -- goes to Jupyter: mantissa notebook -- --port 8890"})
public final class NotebookCommand implements Callable<Integer> {
    private static final String MISSING =
            """
            mantissa notebook: found no jupyter-notebook and no jupyter-lab in PATH.
              Debian, Ubuntu:  apt-get install jupyter-notebook
              otherwise:       python3 -m pip install notebook
            Without Jupyter: ./mantissa run notebooks/NAME.ipynb --html executes a notebook, ./mantissa repl opens a session.\
            """;

    @Mixin private HelpOption help = new HelpOption();

    @Option(names = "--lab", description = "Prefer JupyterLab to the classic notebook.")
    private boolean lab;

    @Parameters(paramLabel = "ARGUMENT", description = "Arguments for Jupyter.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String file = System.getenv("MANTISSA_EXEC");
        if (file == null) {
            System.err.println("mantissa notebook: start it with ./mantissa notebook.");
            return 2;
        }
        Optional<Path> jupyter = jupyter();
        if (jupyter.isEmpty() && installJupyter()) {
            jupyter = jupyter();
        }
        if (jupyter.isEmpty()) {
            System.err.println(MISSING);
            return 1;
        }
        if (!installKernel()) {
            return 1;
        }
        JupyterStart start = JupyterStart.of(jupyter.get(), arguments, System.getenv(), isRoot());
        start.notes().forEach(System.out::println);
        Files.writeString(Path.of(file), start.shell(notebooks()));
        return 0;
    }

    private Optional<Path> jupyter() {
        SearchPath path = SearchPath.current();
        Optional<Path> classic = path.find("jupyter-notebook");
        Optional<Path> newer = path.find("jupyter-lab");
        return lab ? newer.or(() -> classic) : classic.or(() -> newer);
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Asks first; no answer is no. */
    private static boolean installJupyter() throws IOException, InterruptedException {
        Console console = System.console();
        if (console == null
                || !console.isTerminal()
                || !isRoot()
                || SearchPath.current().find("apt-get").isEmpty()) {
            return false;
        }
        String answer =
                console.readLine(
                        "Jupyter is missing. Run 'apt-get install jupyter-notebook'? [y/N] ");
        if (answer == null || !answer.strip().equalsIgnoreCase("y")) {
            return false;
        }
        return new ProcessBuilder("apt-get", "install", "-y", "jupyter-notebook")
                        .inheritIO()
                        .start()
                        .waitFor()
                == 0;
    }

    /** One that is older than this build is replaced. */
    private static boolean installKernel() {
        JupyterFolders folders = JupyterFolders.current();
        Optional<KernelSpec> found = KernelSpec.found(folders);
        boolean current =
                Distribution.current().flatMap(d -> found.map(spec -> spec.isOf(d))).orElse(false);
        return current || InstallCommand.install(KernelSpec.in(folders.user()));
    }

    private static Path notebooks() {
        Path home = Path.of(System.getProperty("mantissa.home", "."));
        Path folder = home.resolve("notebooks");
        return (Files.isDirectory(folder) ? folder : home).toAbsolutePath();
    }
}
