package dev.mantissa.kernel.worker;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How a worker is started.
 *
 * @param command the program and its arguments; the socket and the secret are added at the end
 * @param environment variables beside those of the kernel process
 */
public record WorkerCommand(List<String> command, Map<String, String> environment) {
    /** The collector of the file {@code java.args}. */
    public static final String COLLECTOR = "-XX:+UseParallelGC";

    /**
     * Classes that no saved object has a use for and that run code when they are read: a model or
     * normaliser from somewhere may be read with Java's serialisation by the library that wrote it.
     * Everything else is the cell's own decision.
     */
    private static final String SERIAL_FILTER =
            "-Djdk.serialFilter="
                    + "!java.rmi.**;!sun.rmi.**;!javax.management.**;!javax.naming.**;!com.sun.jndi.**;"
                    + "!com.sun.rowset.**;!com.sun.org.apache.xalan.**;!java.lang.ProcessBuilder;"
                    + "!org.apache.commons.collections.functors.**;!org.apache.commons.beanutils.**;"
                    + "!org.apache.commons.collections4.functors.**;!org.codehaus.groovy.runtime.**;"
                    + "!org.springframework.beans.**;!org.springframework.aop.**;!bsh.**";

    private static final Pattern COLLECTORS =
            Pattern.compile("-XX:\\+Use(Serial|Parallel|G1|Z|Shenandoah|Epsilon)GC");

    private static final String MAIN = "dev.mantissa.magics.MantissaWorker";

    /**
     * The worker of a distribution, with the options that {@code MANTISSA_JAVA_OPTS} asks for.
     *
     * @param distribution holds the file {@code java.args}
     */
    public static WorkerCommand of(Path distribution) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Path cache = distribution.resolve("mantissa.aot");
        if (Files.isRegularFile(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.add("@" + distribution.resolve("java.args"));
        // The report of a crash is enough, and nobody looks for it beside a notebook.
        command.add("-XX:-CreateCoredumpOnCrash");
        command.add(SERIAL_FILTER);
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        command.add("-XX:ErrorFile=" + temporary.resolve("mantissa-crash-%p.log"));
        // A JVM asks the password file for the home folder; HOME is what the person means.
        String home = System.getenv("HOME");
        if (home != null && !home.isBlank()) {
            command.add("-Duser.home=" + home);
        }
        // JJava's own first: of two options the later one holds.
        for (String variable : List.of("JJAVA_JVM_OPTS", "MANTISSA_JAVA_OPTS")) {
            String options = System.getenv(variable);
            if (options != null && !options.isBlank()) {
                add(command, command.size(), Arrays.asList(options.strip().split("\\s+")));
            }
        }
        command.add(MAIN);
        // Threads of ND4J that wait awake would take the core that the others need.
        boolean chosen = System.getenv("OMP_WAIT_POLICY") != null;
        return new WorkerCommand(command, chosen ? Map.of() : Map.of("OMP_WAIT_POLICY", "passive"));
    }

    /** With more options of Java, which win over those before. */
    WorkerCommand with(List<String> options) {
        if (options.isEmpty()) {
            return this;
        }
        // The main class is the last of the command.
        List<String> all = new ArrayList<>(command);
        add(all, all.size() - 1, options);
        return new WorkerCommand(all, environment);
    }

    /** Java does not start with two collectors: one that is asked for displaces the others. */
    private static void add(List<String> command, int place, List<String> options) {
        List<String> added = new ArrayList<>();
        if (options.stream().anyMatch(WorkerCommand::isCollector)) {
            Stream.concat(Stream.of(COLLECTOR), command.stream().filter(WorkerCommand::isCollector))
                    .map(chosen -> chosen.replace('+', '-'))
                    .distinct()
                    .forEach(added::add);
        }
        added.addAll(options);
        command.addAll(place, added);
    }

    private static boolean isCollector(String option) {
        return COLLECTORS.matcher(option).matches();
    }

    /** What starts the same Java with more options, only to tell its version. */
    public List<String> versionCommand(List<String> options) {
        List<String> all = new ArrayList<>(with(options).command());
        all.set(all.size() - 1, "-version");
        return all;
    }

    /** Starts it; its output and errors are pipes, its input is empty. */
    Process start(Path socket, String secret) throws java.io.IOException {
        List<String> all = new ArrayList<>(command);
        all.add(socket.toString());
        all.add(secret);
        ProcessBuilder builder = new ProcessBuilder(all);
        builder.environment().putAll(environment);
        builder.redirectInput(ProcessBuilder.Redirect.from(nothing()));
        return builder.start();
    }

    private static File nothing() {
        return new File(File.separatorChar == '\\' ? "NUL" : "/dev/null");
    }
}
