package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Notices;
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

    private final Pace pace = new Pace();

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
        pace.iteration(now);
        if (Nd4j.getExecutioner() instanceof PolicyExecutioner ours) {
            ours.fitMeter().reportedElsewhere();
        }
        if (pace.isDue(now)) {
            tell(model, iteration, epoch);
        }
    }

    private void tell(Model model, int iteration, int epoch) {
        String text =
                "Training: epoch %,d, iteration %,d, score %.4g, %s"
                        .formatted(epoch + 1, iteration, model.score(), pace.rate());
        Notices.current().progress(new Notices.Progress(TRAINING, iteration, 0, text, false));
    }
}
