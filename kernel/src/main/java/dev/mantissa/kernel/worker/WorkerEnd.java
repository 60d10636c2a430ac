package dev.mantissa.kernel.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Why a worker ended, in words. */
final class WorkerEnd {
    /** A status above this tells of a signal. */
    private static final int SIGNALS = 128;

    private static final int ABORT = 134;
    private static final int KILL = 137;
    private static final int SEGMENTATION = 139;
    private static final int MOST_LINES = 12;
    private static final Map<Integer, String> NAMES =
            Map.of(ABORT, "SIGABRT", KILL, "SIGKILL", SEGMENTATION, "SIGSEGV", 143, "SIGTERM");
    private static final String CRASH = "fatal error has been detected by the Java Runtime";
    private static final Pattern CRASH_LINE =
            Pattern.compile("#\\s+(SIG|EXCEPTION_|[CJVvj]\\s+\\[?|.*\\.log$).*");
    private static final String NEXT =
            "A new process is being started. Variables and declarations are gone: run the cells that made them again.";

    private static final String REPLAY =
            "%restart --replay declares imports, types and methods of earlier cells again; nothing else of them runs.";

    private WorkerEnd() {}

    /** The worker was killed because its cell did not stop. */
    static List<String> stopped() {
        return List.of(
                "The cell could not be stopped, so the Java process that ran it was ended.",
                NEXT,
                REPLAY);
    }

    /** What it sent could not be taken in. */
    static List<String> unreadable(Throwable e) {
        return List.of(
                "The kernel could not take in what the Java process of the cells sent, and ended it (%s)."
                        .formatted(e),
                NEXT,
                REPLAY);
    }

    /**
     * A cell asked for another process.
     *
     * @param replay whether what earlier cells declared is still known
     */
    static List<String> restarted(List<String> options, boolean replay) {
        String with = options.isEmpty() ? "" : " with " + String.join(" ", options);
        String started = "The Java process of the cells is started anew%s.".formatted(with);
        return replay ? List.of(started, NEXT, REPLAY) : List.of(started, NEXT);
    }

    /**
     * The worker ended by itself.
     *
     * @param lastWords what it printed at the end
     */
    static List<String> of(int status, String lastWords) {
        List<String> lines = new ArrayList<>();
        lines.add(what(status, lastWords));
        if (status == WorkerServer.HEAP_FULL) {
            lines.add(
                    "Keep fewer or smaller objects in variables, or allow more: MANTISSA_JAVA_OPTS=-Xmx8g in the environment of Jupyter.");
        }
        if (status == WorkerServer.METASPACE_FULL) {
            lines.add(
                    "Define fewer classes, or allow more: MANTISSA_JAVA_OPTS=-XX:MaxMetaspaceSize=1g in the environment of Jupyter.");
        }
        lines.add(NEXT);
        lines.add(REPLAY);
        if (status == WorkerServer.BROKEN) {
            lastWords.lines().limit(MOST_LINES).forEach(lines::add);
        }
        if (crashed(status, lastWords)) {
            // The JVM's report: the signal, the frame below its heading, the path of the whole.
            lastWords.lines().filter(CRASH_LINE.asMatchPredicate()).forEach(lines::add);
        }
        return lines;
    }

    private static boolean crashed(int status, String lastWords) {
        return status == ABORT || status == SEGMENTATION || lastWords.contains(CRASH);
    }

    private static String what(int status, String lastWords) {
        if (status == WorkerServer.HEAP_FULL) {
            return "The Java process ran out of memory, and the variables keep its heap full, so that no cell can run.";
        }
        if (status == WorkerServer.METASPACE_FULL) {
            return "The Java process has no room for another class (metaspace), so that no cell can run.";
        }
        if (status == WorkerServer.BROKEN) {
            return "The session failed, which is an error of this program, not of the cell.";
        }
        if (crashed(status, lastWords)) {
            return "The Java process crashed in native code.";
        }
        if (status == KILL) {
            return "The Java process was killed (SIGKILL): by a person, or by the system because memory ran out.";
        }
        if (status > SIGNALS) {
            String signal = NAMES.getOrDefault(status, "signal " + (status - SIGNALS));
            return "The Java process was ended by %s.".formatted(signal);
        }
        return "The Java process ended itself with exit status %d: code called System.exit or Runtime.halt in a library, out of the session's reach."
                .formatted(status);
    }

    /** The worker could not be started. */
    static List<String> unborn(int status, String printed) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "The Java process that runs the cells did not start (exit status %d)."
                        .formatted(status));
        printed.lines().filter(l -> !l.isBlank()).limit(MOST_LINES).forEach(lines::add);
        String options = System.getenv("MANTISSA_JAVA_OPTS");
        lines.add(
                options == null
                        ? "'mantissa doctor' looks for the cause; the next cell tries again."
                        : "MANTISSA_JAVA_OPTS is '%s': is that right? 'mantissa doctor' looks for other causes; the next cell tries again."
                                .formatted(options));
        return lines;
    }
}
