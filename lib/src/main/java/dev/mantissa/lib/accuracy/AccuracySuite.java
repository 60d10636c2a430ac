package dev.mantissa.lib.accuracy;

import dev.mantissa.lib.Source;
import dev.mantissa.lib.bench.Machine;
import dev.mantissa.lib.bench.Progress;
import dev.mantissa.lib.engine.Engines;
import dev.mantissa.lib.precision.Numerics;
import dev.mantissa.lib.quant.QuantScheme;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs every structure in every shape with every scheme, and compares with f64.
 *
 * @param schemes whose scenarios are run
 * @param structures what is computed
 * @param shapes of the largest matrix
 * @param effort how large a scenario may be
 * @param seed of weights and inputs
 * @param kernel the product under test
 */
public record AccuracySuite(
        List<QuantScheme> schemes,
        List<Structure> structures,
        List<MatrixShape> shapes,
        Effort effort,
        long seed,
        Kernel kernel) {
    private static final long SEED = 20_240_601;

    public AccuracySuite {
        schemes = List.copyOf(schemes);
        structures = List.copyOf(structures);
        shapes = List.copyOf(shapes);
    }

    /** The schemes that are run if nothing is named. */
    public static AccuracySuite standard(Effort effort) {
        return of(SchemeFacts.standard(), effort);
    }

    /** Everything there is, for these schemes. */
    public static AccuracySuite of(List<QuantScheme> schemes, Effort effort) {
        return new AccuracySuite(
                schemes, Structures.all(), MatrixShape.all(), effort, SEED, Kernel.packed());
    }

    /** The same for another product. */
    public AccuracySuite with(Kernel other) {
        return new AccuracySuite(schemes, structures, shapes, effort, seed, other);
    }

    /** All scenarios, in the order in which they are run. */
    public List<Scenario> scenarios() {
        List<Scenario> all = new ArrayList<>();
        for (Structure structure : structures) {
            for (MatrixShape shape : shapes) {
                all.addAll(scenarios(structure, shape));
            }
        }
        return all;
    }

    List<Scenario> scenarios(Structure structure, MatrixShape shape) {
        return schemes.stream().map(scheme -> new Scenario(structure, shape, scheme)).toList();
    }

    /**
     * Runs them, by the engine in force and without any mode of lower precision.
     *
     * @throws dev.mantissa.lib.engine.CancelledException if the calling thread was interrupted
     */
    public AccuracyResult run(Progress.Listener listener) {
        long start = System.nanoTime();
        List<ScenarioResult> results = new ArrayList<>();
        SuiteRun run = new SuiteRun(this, listener, results);
        Numerics.of("highest", Source.SCOPE).run(run::all);
        return new AccuracyResult(
                results,
                effort,
                Engines.current().name(),
                seed,
                System.nanoTime() - start,
                Machine.detect());
    }
}
