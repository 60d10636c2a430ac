package dev.mantissa.kernel;

import dev.mantissa.kernel.protocol.ConnectionFile;
import dev.mantissa.kernel.protocol.InputHistory;
import dev.mantissa.kernel.protocol.Kernel;
import dev.mantissa.kernel.worker.WorkerCommand;
import dev.mantissa.kernel.worker.WorkerSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import sun.misc.Signal;

/**
 * The kernel process: {@code KernelMain CONNECTION_FILE}. It talks with front ends and looks after
 * the worker, in which all code of a person runs.
 */
public final class KernelMain {
    private static final int WRONG_USAGE = 2;

    private KernelMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        String distribution = System.getProperty("mantissa.dist");
        if (arguments.length != 1 || distribution == null) {
            System.err.println(
                    "mantissa: this program is started by Jupyter. './mantissa install' tells Jupyter of it, './mantissa notebook' opens a notebook.");
            System.exit(WRONG_USAGE);
            return;
        }
        // What this process says is for programs and logs: digits and letters as everywhere.
        Locale.setDefault(Locale.ROOT);
        // First of all: the two processes boot side by side.
        WorkerSession session = new WorkerSession(WorkerCommand.of(Path.of(distribution)));
        if (arguments[0].equals("--train")) {
            System.exit(Training.run(session));
        }
        try {
            serve(Path.of(arguments[0]), session);
            System.exit(0);
        } catch (IOException e) {
            System.err.println("mantissa: " + e.getMessage());
            session.close();
            System.exit(1);
        }
    }

    private static void serve(Path file, WorkerSession session)
            throws IOException, InterruptedException {
        InputHistory history = new InputHistory(InputHistory.usualFile());
        Kernel kernel = new Kernel(ConnectionFile.read(file), session, history);
        Signal.handle(new Signal("INT"), signal -> kernel.interrupt());
        Signal.handle(new Signal("TERM"), signal -> kernel.close());
        // A front end that died cannot ask to shut down.
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> parent.onExit().thenRun(kernel::close));
        kernel.awaitEnd();
    }
}
