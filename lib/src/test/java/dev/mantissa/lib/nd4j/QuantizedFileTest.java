package dev.mantissa.lib.nd4j;

import static dev.mantissa.lib.nd4j.Under.floats;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.quant.QuantSchemes;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

class QuantizedFileTest {
    private final NetworkQuantizer quantizer = new NetworkQuantizer();
    private final INDArray x = Networks.images(6);
    private @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "q8",
                "q4:asym:g64",
                "q2:rot",
                "q1",
                "nf4",
                "nvfp4",
                "q4_k",
                "q4:a8",
                "q4:tensor"
            })
    void a_saved_network_gives_the_same_outputs_bit_for_bit(String scheme) throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        ComputationGraph graph = Networks.graph();
        quantizer.quantize(net, QuantSchemes.of(scheme));
        quantizer.quantize(graph, QuantSchemes.of(scheme));
        quantizer.save(net, folder.resolve("net.zip"));
        quantizer.save(graph, folder.resolve("graph.zip"));
        NetworkQuantizer other = new NetworkQuantizer();
        MultiLayerNetwork sameNet = (MultiLayerNetwork) other.load(folder.resolve("net.zip"));
        ComputationGraph sameGraph = (ComputationGraph) other.load(folder.resolve("graph.zip"));
        assertThat(floats(sameNet.output(x))).containsExactly(floats(net.output(x)));
        assertThat(floats(sameGraph.output(x)[0])).containsExactly(floats(graph.output(x)[0]));
        assertThat(other.schemesOf(sameNet)).isEqualTo(quantizer.schemesOf(net));
        assertThat(other.report(sameNet).orElseThrow().bytesAfter())
                .isEqualTo(quantizer.report(net).orElseThrow().bytesAfter());
    }

    @Test
    void a_loaded_network_has_nothing_to_restore() throws Exception {
        Object loaded = quantizer.load(saved());
        assertThatThrownBy(() -> quantizer.restore(loaded))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("nothing to restore");
    }

    @Test
    void the_file_is_as_small_as_its_packed_weights() throws Exception {
        MultiLayerNetwork net = Networks.multiLayer();
        long packed = quantizer.quantize(net, QuantSchemes.of("q4")).bytesAfter();
        long whole = 0;
        quantizer.save(net, folder.resolve("small.zip"));
        try (ZipFile zip = new ZipFile(folder.resolve("small.zip").toFile())) {
            for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
                whole += entry.getName().startsWith("packed/") ? entry.getSize() : 0;
            }
        }
        assertThat(whole).isEqualTo(packed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"packed/1_W/codes", "packed/0_W/scales", "plain/0_b", "configuration.json"})
    void one_changed_byte_is_noticed(String entry) throws Exception {
        Path changed =
                rewritten(
                        entry,
                        bytes -> {
                            bytes[bytes.length / 2] ^= 1;
                            return bytes;
                        });
        refused(changed, "damaged");
    }

    @Test
    void a_longer_entry_is_not_read() throws Exception {
        refused(rewritten("packed/1_W/codes", _ -> new byte[1 << 20]), "another size");
    }

    @Test
    void a_manifest_that_claims_other_shapes_is_refused() throws Exception {
        refused(
                rewritten(
                        "manifest.json", bytes -> replaced(bytes, "\"cols\":144", "\"cols\":145")),
                "do not fit its layers");
        refused(
                rewritten("manifest.json", bytes -> replaced(bytes, "q4:g32", "q5000")),
                "unknown quantisation scheme");
        refused(
                rewritten("manifest.json", _ -> "{}".getBytes(StandardCharsets.UTF_8)),
                "no quantised network");
        refused(
                rewritten("manifest.json", _ -> "{{".getBytes(StandardCharsets.UTF_8)),
                "cannot load");
    }

    @Test
    void a_file_cut_short_or_missing_is_refused() throws Exception {
        byte[] all = Files.readAllBytes(saved());
        Path cut = folder.resolve("cut.zip");
        Files.write(cut, Arrays.copyOf(all, all.length / 2));
        refused(cut, "cannot load");
        refused(folder.resolve("nowhere.zip"), "no such file");
    }

    @Test
    void what_is_not_quantised_or_was_trained_since_is_not_saved() {
        MultiLayerNetwork net = Networks.multiLayer();
        Path file = folder.resolve("no.zip");
        assertThatThrownBy(() -> quantizer.save(net, file)).hasMessageContaining("not quantised");
        quantizer.quantize(net, QuantSchemes.of("q4"));
        net.getParam("1_W").addi(1);
        assertThatThrownBy(() -> quantizer.save(net, file)).hasMessageContaining("1_W");
        var graph = Networks.sameDiff();
        quantizer.quantize(graph, QuantSchemes.of("q4"));
        assertThatThrownBy(() -> quantizer.save(graph, file)).hasMessageContaining("SameDiff");
        assertThat(file).doesNotExist();
    }

    private void refused(Path file, String why) {
        assertThatThrownBy(() -> quantizer.load(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(why)
                .hasMessageContaining(file.toString());
    }

    private Path saved() throws IOException {
        MultiLayerNetwork net = Networks.multiLayer();
        quantizer.quantize(net, QuantSchemes.of("q4"));
        Path file = folder.resolve("saved.zip");
        quantizer.save(net, file);
        return file;
    }

    private static byte[] replaced(byte[] text, String from, String to) {
        return new String(text, StandardCharsets.UTF_8)
                .replace(from, to)
                .getBytes(StandardCharsets.UTF_8);
    }

    private Path rewritten(String name, UnaryOperator<byte[]> change) throws IOException {
        Path to = folder.resolve("changed.zip");
        try (ZipFile from = new ZipFile(saved().toFile());
                OutputStream file = Files.newOutputStream(to);
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (ZipEntry entry : from.stream().map(e -> (ZipEntry) e).toList()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                try (InputStream in = from.getInputStream(entry)) {
                    byte[] bytes = in.readAllBytes();
                    out.write(entry.getName().equals(name) ? change.apply(bytes) : bytes);
                }
                out.closeEntry();
            }
        }
        return to;
    }
}
