package dev.mantissa.lib.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.engine.CancelledException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;

/** An interrupted thread leaves a training run within a second, and the network still works. */
class InterruptTest {
    private static final int ENDLESS = 1_000_000;

    private final ExecutorService cell = Executors.newSingleThreadExecutor();
    private final INDArray x = Networks.images(64);
    private final INDArray y = Networks.labels(64);

    @AfterEach
    void close() {
        cell.shutdownNow();
    }

    @Test
    void a_multi_layer_network_can_be_interrupted_and_used_again() throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        CountDownLatch started = new CountDownLatch(5);
        net.addListeners(new Counting(started));
        interrupts(() -> net.fit(iterator(), ENDLESS), started);
        inCell(() -> {
            INDArray before = net.output(x);
            double score = net.score(new DataSet(x, y));
            for (int i = 0; i < 20; i++) {
                net.fit(x, y);
            }
            net.fit(iterator(), 2);
            assertThat(net.score(new DataSet(x, y))).isLessThan(score);
            assertThat(net.output(x)).isNotEqualTo(before);
            assertThat(net.params().isNaN().any()).isFalse();
        });
    }

    @Test
    void a_computation_graph_can_be_interrupted_and_used_again() throws Exception {
        ComputationGraph net = Networks.graph();
        CountDownLatch started = new CountDownLatch(5);
        net.addListeners(new Counting(started));
        interrupts(() -> net.fit(iterator(), ENDLESS), started);
        inCell(() -> {
            double score = net.score(new DataSet(x, y));
            for (int i = 0; i < 20; i++) {
                net.fit(new INDArray[] {x}, new INDArray[] {y});
            }
            assertThat(net.score(new DataSet(x, y))).isLessThan(score);
            assertThat(net.output(x)[0].rows()).isEqualTo(64);
        });
    }

    @Test
    void samediff_can_be_interrupted_and_used_again() throws Exception {
        var graph = Networks.sameDiff();
        graph.fit(new DataSet(x, y));
        CountDownLatch started = new CountDownLatch(1);
        interrupts(
                () -> {
                    started.countDown();
                    graph.fit(iterator(), ENDLESS);
                },
                started);
        inCell(() -> {
            graph.fit(new DataSet(x, y));
            assertThat(Networks.probabilities(graph, x).rows()).isEqualTo(64);
        });
    }

    @Test
    void no_operation_starts_on_an_interrupted_thread() throws Exception {
        INDArray a = Nd4j.ones(4, 4);
        List<Runnable> operations =
                List.of(
                        () -> a.mmul(a),
                        () -> a.add(1),
                        a::sumNumber,
                        () -> a.add(a),
                        () -> Nd4j.rand(3, 3),
                        () -> a.argMax(1),
                        () -> a.addRowVector(a.getRow(0)));
        inCell(() -> {
            for (Runnable operation : operations) {
                Thread.currentThread().interrupt();
                assertThatThrownBy(operation::run)
                        .isInstanceOf(CancelledException.class)
                        .hasMessageContaining("interrupted");
                assertThat(Thread.interrupted()).isTrue();
            }
        });
    }

    /** Runs {@code work} until {@code started}, interrupts it and waits for its end. */
    private void interrupts(Runnable work, CountDownLatch started) throws Exception {
        Thread[] thread = new Thread[1];
        Future<?> running =
                cell.submit(() -> {
                    thread[0] = Thread.currentThread();
                    work.run();
                });
        assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
        long begin = System.nanoTime();
        thread[0].interrupt();
        BooleanSupplier ended = running::isDone;
        assertThatThrownBy(() -> running.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .satisfies(InterruptTest::isCancelled);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
        assertThat(ended.getAsBoolean()).isTrue();
        inCell(Thread::interrupted);
    }

    /** ND4J's own waiting may notice the interrupt first; it wraps it. */
    private static void isCancelled(Throwable error) {
        boolean known = false;
        for (Throwable e = error; e != null; e = e.getCause()) {
            known |= e instanceof CancelledException || e instanceof InterruptedException;
        }
        assertThat(known).as("%s", error).isTrue();
    }

    private void inCell(Runnable body) throws Exception {
        cell.submit(body).get(60, TimeUnit.SECONDS);
    }

    private DataSetIterator iterator() {
        return new ListDataSetIterator<>(new DataSet(x, y).batchBy(16), 16);
    }

    /** Tells when some iterations are done. */
    private static final class Counting extends BaseTrainingListener {
        private final CountDownLatch latch;

        Counting(CountDownLatch latch) {
            this.latch = latch;
        }

        @Override
        public void iterationDone(Model model, int iteration, int epoch) {
            latch.countDown();
        }
    }
}
