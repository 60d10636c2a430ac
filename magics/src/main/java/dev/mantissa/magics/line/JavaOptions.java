package dev.mantissa.magics.line;

import dev.mantissa.kernel.worker.WorkerCommand;
import dev.mantissa.magics.install.Distribution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of the command java: which of them hold, and whether Java starts with others. */
final class JavaOptions {
    /** A first start may have to read all of Java from a slow disk. */
    private static final int SECONDS = 20;

    /** Options of which the last one holds; of others, such as --add-opens, each one counts. */
    private static final Pattern NAMED =
            Pattern.compile("-XX:[+-]?(\\w+).*|(-D[^=]+).*|(-X(?:mx|ms|mn|ss))\\d.*");

    private JavaOptions() {}

    /** Whether all that is wanted holds where those options are given. */
    static boolean inForce(List<String> wanted, List<String> given) {
        Map<String, String> present = lastOnes(given);
        return lastOnes(wanted).entrySet().stream()
                .allMatch(option -> option.getValue().equals(present.get(option.getKey())));
    }

    private static Map<String, String> lastOnes(List<String> options) {
        Map<String, String> last = new HashMap<>();
        joined(options).forEach(option -> last.put(nameOf(option), option));
        return last;
    }

    private static String nameOf(String option) {
        Matcher named = NAMED.matcher(option);
        if (!named.matches()) {
            return option;
        }
        return named.group(1) != null
                ? named.group(1)
                : named.group(2) != null ? named.group(2) : named.group(3);
    }

    /** The JVM tells {@code --add-opens X} as {@code --add-opens=X}. */
    private static List<String> joined(List<String> options) {
        List<String> joined = new ArrayList<>();
        for (String option : options) {
            boolean value = !option.startsWith("-") && !joined.isEmpty();
            joined.add(value ? joined.removeLast() + "=" + option : option);
        }
        return joined;
    }

    /** Why the process of the cells does not start with more options, which ends a session. */
    static Optional<String> check(List<String> options) throws IOException, InterruptedException {
        WorkerCommand worker =
                Distribution.current()
                        .map(distribution -> WorkerCommand.of(distribution.folder()))
                        .orElseGet(JavaOptions::bare);
        return check(worker, options, SECONDS);
    }

    /** In a session that was not started from a distribution. */
    private static WorkerCommand bare() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new WorkerCommand(List.of(java, "Main"), Map.of());
    }

    static Optional<String> check(WorkerCommand worker, List<String> options, int seconds)
            throws IOException, InterruptedException {
        Path said = Files.createTempFile("mantissa-java", ".txt");
        Process java = null;
        try {
            java =
                    new ProcessBuilder(worker.versionCommand(options))
                            .redirectErrorStream(true)
                            .redirectOutput(said.toFile())
                            .start();
            java.getOutputStream().close();
            if (!java.waitFor(seconds, TimeUnit.SECONDS)) {
                return Optional.of(
                        "after %d seconds it had not begun. Does an option let it wait?"
                                .formatted(seconds));
            }
            return java.exitValue() == 0 ? Optional.empty() : Optional.of(why(said));
        } finally {
            if (java != null) {
                java.destroyForcibly();
            }
            Files.deleteIfExists(said);
        }
    }

    private static String why(Path said) throws IOException {
        return Files.readAllLines(said).stream()
                .filter(Predicate.not(String::isBlank))
                .filter(line -> !line.contains("Picked up "))
                .findFirst()
                .orElse("it fails");
    }
}
