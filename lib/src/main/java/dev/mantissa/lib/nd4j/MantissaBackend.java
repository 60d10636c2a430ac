package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.Notices;
import org.nd4j.common.io.ClassPathResource;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J's CPU backend with operations that obey the precision in force. ND4J finds it through {@code
 * ServiceLoader} and prefers it to its own; {@code -Dmantissa.nd4j=off} leaves ND4J as it is.
 *
 * <p>ND4J loads on first use, which takes seconds; the steps are told to {@link Notices}.
 */
public final class MantissaBackend extends CpuBackend {
    /** System property that switches this backend off when it is {@code off}. */
    public static final String SWITCH = "mantissa.nd4j";

    /** The id under which loading is reported. */
    public static final String LOADING = "nd4j-load";

    private static final String SETTINGS = "/dev/mantissa/lib/nd4j/nd4j.properties";
    private static final int STEPS = 2;

    private final long startNanos = System.nanoTime();

    @Override
    public boolean isAvailable() {
        return !"off".equalsIgnoreCase(System.getProperty(SWITCH)) && super.isAvailable();
    }

    @Override
    public int getPriority() {
        return super.getPriority() + 1;
    }

    /** ND4J asks for it once it has decided for this backend and starts to load. */
    @Override
    public Resource getConfigurationResource() {
        tell(0, "Loading ND4J (first use: a few seconds) …", false);
        return new ClassPathResource(SETTINGS, MantissaBackend.class.getClassLoader());
    }

    /** Called when everything is loaded. ND4J would log its environment; a notebook stays quiet. */
    @Override
    public void logBackendInit() {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        tell(STEPS, "ND4J is ready (%.1f s).".formatted(seconds), true);
    }

    private static void tell(int step, String text, boolean finished) {
        Notices.current().progress(new Notices.Progress(LOADING, step, STEPS, text, finished));
    }
}
