package dev.mantissa.lib.nd4j;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import dev.mantissa.lib.UsageException;
import dev.mantissa.lib.engine.CancelledException;
import dev.mantissa.lib.quant.QuantScheme;
import dev.mantissa.lib.quant.QuantSchemes;
import dev.mantissa.lib.quant.QuantTensor;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A quantised network in a zip file: {@code manifest.json}, the configuration as JSON, the planes
 * of each packed array, and what stays f32. Nothing in it is a serialised Java object; every entry
 * has a SHA-256 and a size that is known before it is read; classes that the configuration names
 * must be ND4J's or Deeplearning4j's.
 */
final class QuantizedFile {
    private static final String FORMAT = "mantissa-quantised-network";
    private static final int VERSION = 1;
    private static final String MANIFEST = "manifest.json";
    private static final String CONFIGURATION = "configuration.json";

    /** Of a packed array; the last one only where columns were scaled before they were packed. */
    private static final List<String> PLANES = List.of("codes", "scales", "zeros", "columns");

    private static final long MOST_JSON = 64L << 20;
    private static final Pattern CLASS = Pattern.compile("\"@?class\"\\s*:\\s*\"([^\"]*)\"");
    private static final Gson GSON = new Gson();

    /** A packed array. */
    private record Packed(
            String name, String scheme, int rows, int cols, float factor, List<String> sha256) {}

    /** An array that stays f32. */
    private record Plain(String name, long[] shape, String sha256) {}

    private record Manifest(
            String format,
            int version,
            String network,
            String configuration,
            List<Packed> packed,
            List<Plain> plain) {}

    /** What a file holds: a network that holds decoded values, and its packed weights by name. */
    record Loaded(Object network, Map<String, QuantTensor> packed) {}

    private QuantizedFile() {}

    /**
     * Writes a network.
     *
     * @throws UsageException if it is a SameDiff graph
     */
    static void write(Path file, Object network, Map<String, QuantTensor> packed)
            throws IOException {
        String configuration =
                switch (network) {
                    case MultiLayerNetwork net -> net.getLayerWiseConfigurations().toJson();
                    case ComputationGraph net -> net.getConfiguration().toJson();
                    default ->
                            throw new UsageException(
                                    "a %s cannot be saved in few bits. Allowed: a MultiLayerNetwork or ComputationGraph. Save the graph itself and quantise it after loading."
                                            .formatted(network.getClass().getSimpleName()));
                };
        try (ZipEntries.Writer zip = new ZipEntries.Writer(file)) {
            String sum = zip.add(CONFIGURATION, configuration.getBytes(StandardCharsets.UTF_8));
            List<Packed> weights = new ArrayList<>();
            for (Map.Entry<String, QuantTensor> entry : packed.entrySet()) {
                weights.add(write(zip, entry.getKey(), entry.getValue()));
            }
            List<Plain> rest = new ArrayList<>();
            for (Map.Entry<String, INDArray> entry : ((Model) network).paramTable().entrySet()) {
                if (!packed.containsKey(entry.getKey())) {
                    INDArray dense = entry.getValue().dup('c');
                    MemorySegment values = OperandRounder.kept(dense);
                    String own = zip.add("plain/" + entry.getKey(), ZipEntries.bytes(values));
                    rest.add(new Plain(entry.getKey(), dense.shape(), own));
                }
            }
            String type = network.getClass().getSimpleName();
            Manifest manifest = new Manifest(FORMAT, VERSION, type, sum, weights, rest);
            zip.add(MANIFEST, GSON.toJson(manifest).getBytes(StandardCharsets.UTF_8));
            zip.finish();
        }
    }

    private static Packed write(ZipEntries.Writer zip, String name, QuantTensor tensor)
            throws IOException {
        List<String> sums = new ArrayList<>();
        List<MemorySegment> planes =
                new ArrayList<>(List.of(tensor.codes(), tensor.scales(), tensor.zeros()));
        if (tensor.columnScales().length > 0) {
            planes.add(MemorySegment.ofArray(tensor.columnScales()));
        }
        for (int i = 0; i < planes.size(); i++) {
            sums.add(zip.add(plane(name, i), ZipEntries.bytes(planes.get(i))));
        }
        return new Packed(
                name,
                tensor.scheme().toString(),
                tensor.rows(),
                tensor.cols(),
                tensor.tensorScale(),
                sums);
    }

    private static String plane(String name, int index) {
        return "packed/" + name + "/" + PLANES.get(index);
    }

    /**
     * Reads a network.
     *
     * @throws UsageException if the file is not there, damaged, or no such file
     */
    static Loaded read(Path file) {
        try (ZipEntries.Reader zip = new ZipEntries.Reader(file)) {
            return read(zip);
        } catch (NoSuchFileException e) {
            throw complaint(file, "there is no such file");
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            throw complaint(file, String.valueOf(e.getMessage()));
        }
    }

    private static UsageException complaint(Path file, String why) {
        return new UsageException(
                "cannot load '%s': %s. Allowed: a file that %%quantize save wrote, unchanged. Check the name, or save the network once more."
                        .formatted(file, why));
    }

    private static Loaded read(ZipEntries.Reader zip) throws IOException {
        Manifest manifest = manifest(zip);
        byte[] json = zip.read(CONFIGURATION, -1, MOST_JSON, manifest.configuration());
        Model network = network(manifest.network(), new String(json, StandardCharsets.UTF_8));
        Map<String, INDArray> table = network.paramTable();
        Map<String, QuantTensor> packed = new LinkedHashMap<>();
        for (Packed one : manifest.packed()) {
            packed.put(one.name(), tensor(zip, one));
        }
        Map<String, byte[]> plain = new LinkedHashMap<>();
        for (Plain one : manifest.plain()) {
            INDArray array = table.get(one.name());
            if (array == null
                    || !List.of(boxed(array.shape())).equals(List.of(boxed(one.shape())))) {
                throw new IOException("its parameter '%s' does not fit".formatted(one.name()));
            }
            long size = array.length() * Float.BYTES;
            plain.put(one.name(), zip.read("plain/" + one.name(), size, size, one.sha256()));
        }
        Set<String> all = new HashSet<>(packed.keySet());
        all.addAll(plain.keySet());
        if (!all.equals(table.keySet())) {
            throw new IOException("its parameters are not those of its configuration");
        }
        plain.forEach((name, bytes) -> assign(Objects.requireNonNull(table.get(name)), bytes));
        return new Loaded(network, packed);
    }

    private static Long[] boxed(long... shape) {
        return LongStream.of(shape).boxed().toArray(Long[]::new);
    }

    private static void assign(INDArray array, byte[] bytes) {
        float[] values = ZipEntries.floats(bytes);
        array.assign(Nd4j.createFromArray(values).reshape(array.shape()));
    }

    private static Manifest manifest(ZipEntries.Reader zip) throws IOException {
        byte[] text = zip.read(MANIFEST, -1, MOST_JSON, null);
        Manifest manifest = GSON.fromJson(new String(text, StandardCharsets.UTF_8), Manifest.class);
        if (manifest == null || !FORMAT.equals(manifest.format())) {
            throw new IOException("it holds no quantised network");
        }
        if (manifest.version() != VERSION) {
            throw new IOException(
                    "it is of version %d, this program reads %d"
                            .formatted(manifest.version(), VERSION));
        }
        if (manifest.configuration() == null
                || manifest.network() == null
                || manifest.packed() == null
                || manifest.plain() == null) {
            throw new IOException("its manifest is incomplete");
        }
        return manifest;
    }

    private static QuantTensor tensor(ZipEntries.Reader zip, Packed one) throws IOException {
        if (one.scheme() == null || one.rows() < 1 || one.cols() < 1 || one.sha256() == null) {
            throw new IOException("its weights '%s' are incomplete".formatted(one.name()));
        }
        QuantScheme scheme = QuantSchemes.of(one.scheme());
        QuantTensor tensor = scheme.allocate(one.rows(), one.cols());
        List<MemorySegment> planes = new ArrayList<>();
        List<MemorySegment> sizes = List.of(tensor.codes(), tensor.scales(), tensor.zeros());
        boolean scaled = one.sha256().size() == PLANES.size();
        if (one.sha256().size() != sizes.size() && !scaled) {
            throw new IOException("its weights '%s' are incomplete".formatted(one.name()));
        }
        for (int i = 0; i < sizes.size(); i++) {
            long size = sizes.get(i).byteSize();
            planes.add(
                    MemorySegment.ofArray(
                            zip.read(plane(one.name(), i), size, size, one.sha256().get(i))));
        }
        tensor.fill(planes.get(0), planes.get(1), planes.get(2), one.factor());
        if (!scaled) {
            return tensor;
        }
        int last = sizes.size();
        long size = (long) Float.BYTES * one.cols();
        byte[] factors = zip.read(plane(one.name(), last), size, size, one.sha256().get(last));
        return tensor.withColumnScales(ZipEntries.floats(factors));
    }

    private static Model network(String type, String json) throws IOException {
        Matcher names = CLASS.matcher(json);
        while (names.find()) {
            String name = names.group(1);
            if (!name.startsWith("org.deeplearning4j.") && !name.startsWith("org.nd4j.")) {
                throw new IOException("its configuration names the class " + name);
            }
        }
        try {
            return switch (type) {
                case "MultiLayerNetwork" -> {
                    var net = new MultiLayerNetwork(MultiLayerConfiguration.fromJson(json));
                    net.init();
                    yield net;
                }
                case "ComputationGraph" -> {
                    var net = new ComputationGraph(ComputationGraphConfiguration.fromJson(json));
                    net.init();
                    yield net;
                }
                default -> throw new IOException("it holds a " + type);
            };
        } catch (CancelledException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IOException("its configuration cannot be read", e);
        }
    }
}
