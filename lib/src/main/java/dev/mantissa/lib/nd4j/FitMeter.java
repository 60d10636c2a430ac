package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Notices;
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

    /** Somebody who knows more reports each iteration on this thread. */
    void reportedElsewhere() {
        runs.get().elsewhere = true;
    }

    /** One thread's training run: an iteration is over when its first updater runs again. */
    private static final class Run {
        private final Pace pace = new Pace();
        private long firstUpdater;
        private long markedUpdater;
        private long updates;
        private boolean elsewhere;

        void updated(long updater) {
            long now = System.nanoTime();
            if (pace.iterations() == 0 || isAnother(updater)) {
                firstUpdater = updater;
                pace.restart(now);
            }
            if (updater == firstUpdater) {
                markedUpdater = 0;
                updates = 0;
                pace.iteration(now);
                boolean silent = elsewhere;
                elsewhere = false;
                if (!silent && pace.isDue(now)) {
                    tell();
                }
            } else if (Long.bitCount(++updates) == 1) {
                markedUpdater = updater;
            }
        }

        /**
         * One comes again and the first has not: another network is being trained. Marking one at
         * every power of two finds any cycle (Brent).
         */
        private boolean isAnother(long updater) {
            return updater != firstUpdater && updater == markedUpdater;
        }

        private void tell() {
            String text =
                    "Training: %,d iterations, %s, %.0f s"
                            .formatted(pace.iterations(), pace.rate(), pace.seconds());
            Notices.current()
                    .progress(
                            new Notices.Progress(
                                    TrainingProgress.TRAINING, pace.iterations(), 0, text, false));
        }
    }
}
