package dev.mantissa.kernel.session;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A session and what its last cell gave, for tests. */
final class Conversation implements AutoCloseable {
    final JShellSession session;
    RecordingOutput output = new RecordingOutput();

    Conversation() {
        this(SessionConfig.builder().build());
    }

    Conversation(SessionConfig config) {
        session = new JShellSession(config);
    }

    /** A session in which JShell compiles all that others compile in one pass. */
    static Conversation ofJShell() {
        return new Conversation(new JShellSession(SessionConfig.builder().build(), false));
    }

    private Conversation(JShellSession session) {
        this.session = session;
    }

    CellResult run(String code) {
        output = new RecordingOutput();
        return session.execute(new Cell(code), output);
    }

    /** The value of a cell that must end well. */
    Object value(String code) {
        CellResult result = run(code);
        if (result instanceof CellResult.Ok ok) {
            return ok.value();
        }
        throw new AssertionError(code + " -> " + result);
    }

    /** The error of a cell that must fail. */
    CellError error(String code) {
        CellResult result = run(code);
        if (result instanceof CellResult.Failed failed) {
            return failed.error();
        }
        throw new AssertionError(code + " -> " + result);
    }

    String shown(CellError error) {
        return String.join("\n", error.lines());
    }

    String text(RecordingOutput from, String stream) {
        return from.events().stream()
                .filter(e -> e.startsWith(stream + " "))
                .map(e -> e.substring(stream.length() + 1))
                .collect(Collectors.joining());
    }

    String out() {
        return text(output, "out");
    }

    String err() {
        return text(output, "err");
    }

    /** Waits without sleeping until something holds, for ten seconds at most. */
    static void until(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within ten seconds: " + what);
            }
            Thread.yield();
        }
    }

    /**
     * Runs a cell that prints "go" and then runs on, and interrupts it.
     *
     * @return how it ended
     */
    CellResult interrupted(String code) throws InterruptedException {
        CellResult[] result = new CellResult[1];
        RecordingOutput mine = new RecordingOutput();
        output = mine;
        Thread runner =
                Thread.ofPlatform()
                        .daemon()
                        .start(() -> result[0] = session.execute(new Cell(code), mine));
        until("the cell runs", () -> text(mine, "out").contains("go"));
        session.interrupt();
        runner.join(10_000);
        return Objects.requireNonNull(result[0], () -> "still running: " + code);
    }

    @Override
    public void close() {
        session.close();
    }
}
