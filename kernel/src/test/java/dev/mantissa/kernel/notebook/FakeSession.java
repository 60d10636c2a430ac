package dev.mantissa.kernel.notebook;

import dev.mantissa.kernel.comm.CommEvent;
import dev.mantissa.kernel.display.MimeBundle;
import dev.mantissa.kernel.session.Cell;
import dev.mantissa.kernel.session.CellError;
import dev.mantissa.kernel.session.CellOutput;
import dev.mantissa.kernel.session.CellResult;
import dev.mantissa.kernel.session.Completeness;
import dev.mantissa.kernel.session.Completion;
import dev.mantissa.kernel.session.Evaluation;
import dev.mantissa.kernel.session.Inspection;
import dev.mantissa.kernel.session.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Understands a few words instead of Java: one command per line. */
final class FakeSession implements Session {
    private final Semaphore interrupts = new Semaphore(0);
    private final List<String> ran = new ArrayList<>();
    private int count;

    /** The code of every cell that was run. */
    List<String> ran() {
        return ran;
    }

    @Override
    public CellResult execute(Cell cell, CellOutput output) {
        ran.add(cell.code());
        count++;
        for (String line : cell.code().lines().toList()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "out" -> output.stream(false, line.substring(4) + "\n");
                case "err" -> output.stream(true, line.substring(4) + "\n");
                case "result" -> output.result(count, MimeBundle.text(line.substring(7)));
                case "display" -> output.display(MimeBundle.text(words[2]), words[1]);
                case "update" -> output.updateDisplay(MimeBundle.text(words[2]), words[1]);
                case "clear" -> output.clear(Boolean.parseBoolean(words[1]));
                case "fail" -> {
                    CellError error = new CellError("java.lang.Error", "no", List.of("> 1 | fail"));
                    output.error(error);
                    return new CellResult.Failed(count, error);
                }
                case "wait" -> {
                    interrupts.acquireUninterruptibly();
                    CellError error = new CellError("Interrupted", "stopped", List.of("at line 1"));
                    output.error(error);
                    return new CellResult.Interrupted(count, error);
                }
                case "hang" -> hang();
                default -> {}
            }
        }
        return new CellResult.Ok(count, null);
    }

    private static void hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void interrupt() {
        interrupts.release();
    }

    @Override
    public Completion complete(String code, int cursor) {
        return new Completion(cursor, cursor, List.of());
    }

    @Override
    public Optional<Inspection> inspect(String code, int cursor) {
        return Optional.empty();
    }

    @Override
    public Completeness isComplete(String code) {
        return new Completeness(Completeness.Status.UNKNOWN, "");
    }

    @Override
    public Evaluation evaluate(String expression, CellOutput output) {
        return new Evaluation.Value(MimeBundle.text(expression));
    }

    @Override
    public void comm(CommEvent event, CellOutput output) {}

    @Override
    public void close() {}
}
