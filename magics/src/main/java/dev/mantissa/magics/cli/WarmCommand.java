package dev.mantissa.magics.cli;

import dev.mantissa.kernel.worker.WorkerTraining;
import dev.mantissa.magics.MantissaWorker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code mantissa warm}: runs ordinary cells, so that the JVM records what a start needs in its AOT
 * cache.
 */
@Command(name = "warm", hidden = true, description = "Run ordinary cells to record an AOT cache.")
public final class WarmCommand implements Callable<Integer> {
    private static final List<String> CELLS =
            List.of(
                    "1+1",
                    "int x = 20;\nString name = \"mantissa\";\nx + name.length()",
                    "for (int i = 0; i < 3; i++) System.out.println(i);\nprintln(x);",
                    "int twice(int n) { return 2 * n; }\ntwice(x)",
                    "record Point(int x, int y) {}\nnew Point(1, 2)",
                    "List.of(1, 2, 3).stream().map(n -> n * n).toList()",
                    "%precision",
                    "%lsmagic",
                    // Of products no vector type may become known: the JVM loads their module later
                    // than its cache, and could then not make one.
                    "Tensor.randn(1, 8, 8)",
                    "undefined",
                    "Integer.parseInt(\"x\")",
                    "name.le");

    @Override
    public Integer call() throws IOException {
        WorkerTraining.run(MantissaWorker::open, CELLS);
        runScript();
        return 0;
    }

    /** The way of {@code mantissa run}, whose streams and files are others. */
    private static void runScript() throws IOException {
        Path script = Files.createTempFile("mantissa-", ".jsh");
        try {
            Files.writeString(script, "System.out.println(\"warm\");\n1 + 1\n");
            Commands.execute("run", script.toString());
        } finally {
            Files.delete(script);
        }
    }
}
