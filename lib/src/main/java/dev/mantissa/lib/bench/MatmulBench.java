package dev.mantissa.lib.bench;

import dev.mantissa.lib.ErrorReport;
import dev.mantissa.lib.engine.Engine;
import dev.mantissa.lib.engine.Reference;
import dev.mantissa.lib.precision.Device;
import dev.mantissa.lib.precision.Precision;
import dev.mantissa.lib.precision.Resolution;
import dev.mantissa.lib.tensor.Matrix;
import dev.mantissa.lib.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** The standard measurement: square products of N(0,1) matrices, modes beside one another. */
public final class MatmulBench {
    /** Inputs take turns, so that caches do not flatter small sizes. */
    private static final int INPUTS = 3;

    /** A measured error beyond so many times the predicted one is a wrong result. */
    private static final double TOLERANCE = 4;

    /** The prediction is for large products: small ones scatter about it. */
    private static final double LEAST_TOLERANCE = 1e-6;

    private final Engine engine;
    private final Device device;
    private final long seed;

    /**
     * Products by one engine.
     *
     * @param device it computes on, for saying what is emulated
     * @param seed of the random matrices
     */
    public MatmulBench(Engine engine, Device device, long seed) {
        this.engine = engine;
        this.device = device;
        this.seed = seed;
    }

    /** One case for each size and mode, grouped by size; the first mode is the baseline. */
    public List<BenchCase> cases(List<Integer> sizes, List<Precision> modes) {
        List<BenchCase> cases = new ArrayList<>();
        for (int n : sizes) {
            Inputs inputs = new Inputs(n, seed);
            for (Precision mode : modes) {
                cases.add(product(inputs, mode));
            }
        }
        return cases;
    }

    private BenchCase product(Inputs inputs, Precision mode) {
        int n = inputs.n;
        Resolution resolution = Resolution.of(mode, device);
        Map<String, Object> parameters =
                Map.of(
                        "n", n,
                        "mode", mode.name(),
                        "resolved", resolution.resolved().name(),
                        "how", resolution.how().toString(),
                        "engine", engine.name());
        Turns turns = new Turns(inputs, mode);
        return new BenchCase(
                "n = " + n,
                label(resolution),
                parameters,
                2.0 * n * n * n,
                turns,
                () -> accuracy(inputs, mode));
    }

    /** The name of a mode, with "emulated" where the device does not have it. */
    public static String label(Resolution resolution) {
        String name = resolution.requested().name();
        return resolution.how() == Resolution.How.NATIVE
                ? name
                : name + " (" + resolution.how() + ")";
    }

    private Accuracy accuracy(Inputs inputs, Precision mode) {
        Tensor c = Tensor.zeros(inputs.n, inputs.n);
        engine.matmul(inputs.a(0), inputs.b(0), c.matrix(), 1, 0, mode);
        engine.synchronize();
        double expected = mode.on(device).expectedError(inputs.n);
        double bound = Math.max(LEAST_TOLERANCE, TOLERANCE * expected);
        ErrorReport error = ErrorReport.of(c.toArray(), inputs.reference(), bound);
        return new Accuracy(error, expected, "f64");
    }

    /** The product of the inputs whose turn it is. */
    private final class Turns implements Callable<Tensor> {
        private final Inputs inputs;
        private final Precision mode;
        private final Tensor result;
        private int turn;

        Turns(Inputs inputs, Precision mode) {
            this.inputs = inputs;
            this.mode = mode;
            this.result = Tensor.zeros(inputs.n, inputs.n);
        }

        @Override
        public Tensor call() {
            turn = (turn + 1) % INPUTS;
            engine.matmul(inputs.a(turn), inputs.b(turn), result.matrix(), 1, 0, mode);
            engine.synchronize();
            return result;
        }
    }

    /** Factors of one size, made when first asked for, and the exact product of the first two. */
    private static final class Inputs {
        private final int n;
        private final long seed;
        private final List<Matrix> left = new ArrayList<>();
        private final List<Matrix> right = new ArrayList<>();
        private double[] product = {};

        Inputs(int n, long seed) {
            this.n = n;
            this.seed = seed;
        }

        Matrix a(int turn) {
            make();
            return left.get(turn);
        }

        Matrix b(int turn) {
            make();
            return right.get(turn);
        }

        double[] reference() {
            if (product.length == 0) {
                product = Reference.product(a(0), b(0));
            }
            return product;
        }

        private void make() {
            for (int i = left.size(); i < INPUTS; i++) {
                left.add(Tensor.randn(seed + 2L * i, n, n).matrix());
                right.add(Tensor.randn(seed + 2L * i + 1, n, n).matrix());
            }
        }
    }
}
