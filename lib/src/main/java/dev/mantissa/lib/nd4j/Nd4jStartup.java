package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Notices;
import dev.mantissa.lib.engine.CancelledException;
import java.util.Properties;
import org.nd4j.linalg.factory.Nd4j;

/** Loads ND4J when somebody needs it, and says what was loaded. */
public final class Nd4jStartup {
    private Nd4jStartup() {}

    /**
     * What ND4J runs on.
     *
     * @param backend simple name of the backend
     * @param blas the BLAS library
     * @param threads threads that an operation may use
     * @param governed whether operations obey the precision policy: false if somebody switched our
     *     backend off or brought another one
     */
    public record Description(String backend, String blas, int threads, boolean governed) {
        @Override
        public String toString() {
            return "ND4J on the CPU with %s, %d thread%s%s"
                    .formatted(
                            blas,
                            threads,
                            threads == 1 ? "" : "s",
                            governed ? "" : " (%s: does not obey %%precision)".formatted(backend));
        }
    }

    /**
     * Loads ND4J unless it is loaded; steps and their time go to {@code notices}.
     *
     * @throws IllegalStateException if ND4J cannot work on this machine
     */
    public static Description ensureLoaded(Notices notices) {
        try {
            return notices.call(Nd4jStartup::describe);
        } catch (CancelledException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            throw new IllegalStateException(
                    "ND4J cannot be loaded: %s. Its native library for this system must be on the class path."
                            .formatted(root(e).getMessage()),
                    e);
        }
    }

    /** What ND4J runs on; loads it if it is not loaded. */
    public static Description describe() {
        Properties facts = Nd4j.getExecutioner().getEnvironmentInformation();
        return new Description(
                Nd4j.getBackend().getClass().getSimpleName(),
                String.valueOf(facts.get("blas.vendor")),
                Integer.parseInt(String.valueOf(facts.get("omp.threads"))),
                Nd4j.getExecutioner() instanceof PolicyExecutioner);
    }

    private static Throwable root(Throwable error) {
        Throwable e = error;
        while (e.getCause() != null) {
            e = e.getCause();
        }
        return e;
    }
}
