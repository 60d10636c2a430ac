package dev.mantissa.magics.cli;

import dev.mantissa.lib.precision.Numerics;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** What a reader of a result should know about the program and the machine that made it. */
final class About implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"Mantissa " + version()};
    }

    /** Version, Java, system, precision now in force; in the order shown. */
    static Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Mantissa", version());
        facts.put("Java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        facts.put(
                "System",
                "%s %s, %d processors"
                        .formatted(
                                System.getProperty("os.name"),
                                System.getProperty("os.arch"),
                                Runtime.getRuntime().availableProcessors()));
        Numerics numerics = Numerics.notebook();
        String device =
                numerics.device().isSimulated()
                        ? ", resolved as on " + numerics.device().name()
                        : "";
        facts.put("Precision", numerics.policy() + " (" + numerics.source() + ")" + device);
        return facts;
    }

    private static String version() {
        String version = About.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "(not packaged)");
    }
}
