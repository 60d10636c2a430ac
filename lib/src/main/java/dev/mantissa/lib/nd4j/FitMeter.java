package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Notices;
import java.time.Duration;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.OpContext;

/**
 * Notices from the operations alone that a training run is going on, so that {@code fit} shows its
 * progress with nothing attached: every iteration runs the same updater operations once.
 *
 * <p>How many iterations there will be cannot be seen from here. A {@link TrainingProgress} on the
 * network knows more; while it reports, this is silent.
 */
final class FitMeter {
    private static final String UPDATER = "_updater";
    private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();
    private static final long BETWEEN_NANOS = Duration.ofMillis(250).toNanos();

    /** A pause this long between two updates means that another run has begun. */
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private final ThreadLocal<Run> runs = ThreadLocal.withInitial(Run::new);

    static boolean isUpdate(String opName) {
        return opName.endsWith(UPDATER);
    }

    /** Called after each updater operation. */
    void updated(OpContext context) {
        int state = context.numInputArguments() - 1;
        INDArray array = context.getInputArray(state);
        runs.get().updated(array.data().address() + array.offset());
    }

    /** Somebody who knows more reports on this thread. */
    void reportedElsewhere() {
        runs.get().elsewhereNanos = System.nanoTime();
    }

    /** One thread's training run. */
    private static final class Run {
        private long firstUpdater;
        private int updates;
        private int updatesPerIteration;
        private long iterations;
        private long startNanos;
        private long lastNanos;
        private long toldNanos;
        private long elsewhereNanos = System.nanoTime() - PAUSE_NANOS;

        void updated(long updater) {
            long now = System.nanoTime();
            if (isAnother(updater, now)) {
                start(updater, now);
            }
            lastNanos = now;
            updates++;
            if (updater == firstUpdater) {
                updatesPerIteration = updates;
                updates = 0;
                iterations++;
                if (now - toldNanos > BETWEEN_NANOS && now - elsewhereNanos >= PAUSE_NANOS) {
                    toldNanos = now;
                    tell((now - startNanos) / 1e9);
                }
            }
        }

        /** True if this is not the run seen before: a pause, or its first updater stays away. */
        private boolean isAnother(long updater, long now) {
            return iterations == 0
                    || now - lastNanos > PAUSE_NANOS
                    || (iterations > 1 && updater != firstUpdater && updates > updatesPerIteration);
        }

        private void start(long updater, long now) {
            firstUpdater = updater;
            updates = 0;
            iterations = 0;
            startNanos = now;
            elsewhereNanos = now - PAUSE_NANOS;
            toldNanos = now + FIRST_NANOS - BETWEEN_NANOS;
        }

        private void tell(double seconds) {
            String text =
                    "Training: %,d iterations, %s per second, %.0f s"
                            .formatted(iterations, rate(iterations / seconds), seconds);
            Notices.current()
                    .progress(
                            new Notices.Progress(
                                    TrainingProgress.TRAINING, iterations, 0, text, false));
        }
    }

    /** Three significant digits at most: "0.42", "87", "1,250". */
    static String rate(double perSecond) {
        return perSecond < 10 ? "%.2g".formatted(perSecond) : "%,.0f".formatted(perSecond);
    }
}
