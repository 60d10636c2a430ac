package dev.mantissa.kernel.protocol;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Objects;

/** What the kernel says of itself. */
final class KernelInfo {
    private KernelInfo() {}

    static JsonObject content() {
        String own = KernelInfo.class.getPackage().getImplementationVersion();
        String version = Objects.requireNonNullElse(own, "0");
        String java =
                Runtime.version().feature()
                        + "."
                        + Runtime.version().interim()
                        + "."
                        + Runtime.version().update();
        return Json.object(
                "status",
                "ok",
                "protocol_version",
                Headers.VERSION,
                "implementation",
                "mantissa",
                "implementation_version",
                version,
                "language_info",
                Json.object(
                        "name", "java",
                        "version", java,
                        "mimetype", "text/x-java-source",
                        "file_extension", ".jsh",
                        "pygments_lexer", "java",
                        "codemirror_mode", "text/x-java",
                        "nbconvert_exporter", "script"),
                "banner",
                "Mantissa %s, Java %s. %%lsmagic lists the magics, %%precision the precision of products."
                        .formatted(version, java),
                "help_links",
                List.of(
                        Json.object(
                                "text",
                                "Java API",
                                "url",
                                "https://docs.oracle.com/en/java/javase/%d/docs/api/"
                                        .formatted(Runtime.version().feature()))),
                "debugger",
                true,
                "supported_features",
                List.of("kernel subshells", "debugger"));
    }
}
