package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mantissa.lib.Notices;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

class TrainingProgressTest {
    private static final long AT_MOST_NANOS = 30_000_000_000L;

    private final INDArray x = Networks.images(8);
    private final INDArray y = Networks.labels(8);

    /** Keeps what it is told. */
    private static final class Recorder implements Notices {
        private final List<Progress> steps = new CopyOnWriteArrayList<>();

        @Override
        public void notice(String text) {}

        @Override
        public void progress(Progress progress) {
            steps.add(progress);
        }
    }

    @Test
    void fit_shows_its_progress_with_nothing_attached() throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        List<Notices.Progress> steps = train(() -> net.fit(x, y));
        assertThat(steps).hasSizeBetween(1, 3);
        assertThat(steps.getLast().done())
                .isPositive()
                .isLessThanOrEqualTo(net.getIterationCount());
        assertThat(steps.getLast().text()).startsWith("Training: ").contains("iterations");
    }

    @Test
    void samediff_shows_its_progress_with_nothing_attached() throws Exception {
        var graph = Networks.sameDiff();
        DataSet data = new DataSet(x, y);
        assertThat(train(() -> graph.fit(data))).isNotEmpty();
    }

    @Test
    void an_attached_listener_tells_epoch_iteration_and_score_and_the_meter_is_silent()
            throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        assertThat(TrainingProgress.attach(net)).isTrue();
        assertThat(TrainingProgress.attach(net)).isTrue();
        assertThat(net.getListeners()).hasSize(1);
        assertThat(TrainingProgress.attach("no network")).isFalse();
        List<Notices.Progress> steps = train(() -> net.fit(x, y));
        assertThat(steps)
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.text()).contains("epoch 1", "score "));
    }

    @Test
    void reporting_changes_nothing() {
        MultiLayerNetwork silent = Networks.multiLayer();
        MultiLayerNetwork reporting = Networks.multiLayer();
        TrainingProgress.attach(reporting);
        for (int i = 0; i < 3; i++) {
            silent.fit(x, y);
            reporting.fit(x, y);
        }
        assertThat(Under.floats(reporting.params())).containsExactly(Under.floats(silent.params()));
    }

    private static List<Notices.Progress> train(Runnable step) throws Exception {
        Recorder recorder = new Recorder();
        long end = System.nanoTime() + AT_MOST_NANOS;
        return recorder.call(() -> {
            while (recorder.steps.size() < 2 && System.nanoTime() < end) {
                step.run();
            }
            return recorder.steps;
        });
    }
}
