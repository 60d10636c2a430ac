package dev.mantissa.notebooks.frontend;

import dev.mantissa.notebooks.Executed;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A home folder of its own for the programs of one test, and the processes started in it. */
final class FrontEndHome implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** A program that has ended. */
    record Ended(int status, String output) {
        boolean ok() {
            return status == 0;
        }
    }

    private final Path folder;
    private final List<Process> started = new ArrayList<>();

    private FrontEndHome(Path folder) {
        this.folder = folder;
    }

    static FrontEndHome create() {
        try {
            // Short, because the path of a socket must be.
            Path folder = Files.createTempDirectory("mantissa-");
            for (String name : List.of("data", "config", "runtime", "notebooks")) {
                Files.createDirectory(folder.resolve(name));
            }
            return new FrontEndHome(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    /** Jupyter's folder of kernels and extensions. */
    Path data() {
        return folder.resolve("data");
    }

    Path notebooks() {
        return folder.resolve("notebooks");
    }

    /** A folder below this module's target, for what a person may want to see after a test. */
    static Path kept(String name) {
        try {
            return Files.createDirectories(Executed.folder().resolve("target").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts a program whose output goes to a file. */
    Process start(List<String> command, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(folder.toFile());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("JUPYTER_DATA_DIR", data().toString());
        builder.environment().put("JUPYTER_CONFIG_DIR", folder.resolve("config").toString());
        builder.environment().put("JUPYTER_RUNTIME_DIR", folder.resolve("runtime").toString());
        // A machine's own kernels, settings and terminals are not to be met here.
        List.of("JUPYTER_PATH", "JUPYTER_CONFIG_PATH", "XDG_RUNTIME_DIR", "TMUX")
                .forEach(builder.environment()::remove);
        return start(builder, log);
    }

    private Process start(ProcessBuilder builder, Path log) {
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.redirectInput(new File("/dev/null"));
        try {
            Process process = builder.start();
            started.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs a program to its end. */
    Ended run(List<String> command) {
        Path log = log();
        return await(start(command, log), log);
    }

    /** Runs a program with the person's own home: its settings say where it may download from. */
    Ended runAtHome(Path directory, List<String> command) {
        Path log = log();
        return await(start(new ProcessBuilder(command).directory(directory.toFile()), log), log);
    }

    private Path log() {
        return folder.resolve("log-" + started.size());
    }

    private static Ended await(Process process, Path log) {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("still running after " + LIMIT + ":\n" + text(log));
            }
            return new Ended(process.exitValue(), text(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends every process that was started, with those that these have started. */
    @Override
    public void close() {
        // A child is not found below a parent that is gone: the handles are taken first.
        Set<ProcessHandle> all = new LinkedHashSet<>();
        for (Process process : started) {
            process.descendants().forEach(all::add);
            all.add(process.toHandle());
        }
        started.forEach(Process::destroy);
        if (!ended(all)) {
            all.forEach(ProcessHandle::destroyForcibly);
            ended(all);
        }
        delete();
    }

    private static boolean ended(Set<ProcessHandle> all) {
        CompletableFuture<?>[] ends =
                all.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new);
        try {
            CompletableFuture.allOf(ends).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private void delete() {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // A temporary folder that stays does no harm to what was tested.
            System.err.println(folder + ": " + e.getMessage());
        }
    }
}
