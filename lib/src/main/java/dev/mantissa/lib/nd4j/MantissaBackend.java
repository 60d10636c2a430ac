package dev.mantissa.lib.nd4j;

import org.nd4j.common.io.ClassPathResource;
import org.nd4j.common.io.Resource;
import org.nd4j.linalg.cpu.nativecpu.CpuBackend;

/**
 * ND4J's CPU backend with operations that obey the precision in force. ND4J finds it through {@code
 * ServiceLoader} and prefers it to its own; {@code -Dmantissa.nd4j=off} leaves ND4J as it is.
 */
public final class MantissaBackend extends CpuBackend {
    /** System property that switches this backend off when it is {@code off}. */
    public static final String SWITCH = "mantissa.nd4j";

    private static final String SETTINGS = "/dev/mantissa/lib/nd4j/nd4j.properties";

    @Override
    public boolean isAvailable() {
        return !"off".equalsIgnoreCase(System.getProperty(SWITCH)) && super.isAvailable();
    }

    @Override
    public int getPriority() {
        return super.getPriority() + 1;
    }

    @Override
    public Resource getConfigurationResource() {
        return new ClassPathResource(SETTINGS, MantissaBackend.class.getClassLoader());
    }
}
