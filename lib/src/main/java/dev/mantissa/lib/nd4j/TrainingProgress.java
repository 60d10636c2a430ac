package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Notices;
import java.time.Duration;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reports the training of a network to {@link Notices}: epoch, iteration, score and speed, a few
 * times per second. It only reads, so the run is the same bit for bit.
 */
public final class TrainingProgress extends BaseTrainingListener {
    /** The id under which training is reported. */
    public static final String TRAINING = "nd4j-fit";

    private static final long BETWEEN_NANOS = Duration.ofMillis(250).toNanos();
    private static final long PAUSE_NANOS = Duration.ofSeconds(2).toNanos();

    private long iterations;
    private long startNanos;
    private long lastNanos;
    private long toldNanos;

    /**
     * Makes {@code network} report, once; anything that is not a Deeplearning4j network is left
     * alone.
     *
     * @return whether it is one
     */
    public static boolean attach(Object network) {
        switch (network) {
            case MultiLayerNetwork net -> {
                if (net.getListeners().stream().noneMatch(TrainingProgress.class::isInstance)) {
                    net.addListeners(new TrainingProgress());
                }
            }
            case ComputationGraph net -> {
                if (net.getListeners().stream().noneMatch(TrainingProgress.class::isInstance)) {
                    net.addListeners(new TrainingProgress());
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
        long now = System.nanoTime();
        if (iterations == 0 || now - lastNanos > PAUSE_NANOS) {
            iterations = 0;
            startNanos = now;
            toldNanos = now;
        }
        lastNanos = now;
        iterations++;
        if (Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            ours.fitMeter().reportedElsewhere();
        }
        if (now - toldNanos > BETWEEN_NANOS) {
            toldNanos = now;
            tell(model, iteration, epoch, (iterations - 1) / ((now - startNanos) / 1e9));
        }
    }

    private static void tell(Model model, int iteration, int epoch, double perSecond) {
        String text =
                "Training: epoch %,d, iteration %,d, score %.4g, %s per second"
                        .formatted(epoch + 1, iteration, model.score(), FitMeter.rate(perSecond));
        Notices.current().progress(new Notices.Progress(TRAINING, iteration, 0, text, false));
    }
}
