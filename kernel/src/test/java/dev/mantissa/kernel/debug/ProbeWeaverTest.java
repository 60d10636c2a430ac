package dev.mantissa.kernel.debug;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProbeWeaverTest {
    private static final ClassFile FILES =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.ofResourceParsing(
                                            ProbeWeaverTest.class.getClassLoader())
                                    .cached()));

    /** Whatever the code: here it is all of this module, with the names of its variables. */
    @Test
    void the_verifier_accepts_classes_with_probes() throws IOException, URISyntaxException {
        Path root =
                Path.of(Debugger.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(f -> f.toString().endsWith(".class")).toList();
        }
        int given = 0;
        for (Path file : files) {
            byte[] woven = new ProbeWeaver(FILES).weave(Files.readAllBytes(file));
            assertThat(FILES.verify(woven)).as(file.toString()).isEmpty();
            given += text(woven).contains("this Ldev/mantissa") ? 1 : 0;
        }
        assertThat(given).as("classes whose probes are given variables").isGreaterThan(100);
    }

    private static String text(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1);
    }
}
