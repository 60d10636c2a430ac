package dev.mantissa.magics;

import dev.mantissa.kernel.session.LocalSession;
import dev.mantissa.kernel.worker.WorkerServer;
import java.io.IOException;

/** The process that runs the cells of a Jupyter kernel; the kernel process starts it. */
public final class MantissaWorker {
    private MantissaWorker() {}

    public static void main(String[] arguments) throws IOException {
        WorkerServer.serve(arguments, MantissaWorker::open);
    }

    /** The session of its cells. */
    public static LocalSession open() {
        LocalSession session = MantissaSession.open(System.err::println);
        NotebookPrecision.offerFromJupyter(System::getenv, System.err::println);
        return session;
    }
}
