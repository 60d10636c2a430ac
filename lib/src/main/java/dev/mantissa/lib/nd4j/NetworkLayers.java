package dev.mantissa.lib.nd4j;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Trainable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The layers of Deeplearning4j networks, with the arrays that they compute with. */
final class NetworkLayers {
    /**
     * A layer.
     *
     * @param part the layer, or a vertex that has parameters of its own
     */
    record Part(LayerPlace place, Trainable part) {
        /** Weights, biases and, once the network has trained, their gradients: views. */
        Collection<INDArray> parameters() {
            Map<String, INDArray> table =
                    part instanceof Layer layer
                            ? layer.paramTable(false)
                            : ((GraphVertex) part).paramTable(false);
            return table == null ? List.of() : table.values();
        }

        @Nullable INDArray gradient() {
            return part.numParams() == 0 ? null : part.getGradientsViewArray();
        }
    }

    private NetworkLayers() {}

    /** The layers of a network in its own order; none if it is no network, or not initialised. */
    static List<Part> of(Object network) {
        return switch (network) {
            case MultiLayerNetwork net when net.isInitCalled() -> ofLayers(net);
            case ComputationGraph net when net.getVertices() != null -> ofVertices(net);
            default -> List.of();
        };
    }

    /** All parameters in one array, or null if there are none. */
    static @Nullable INDArray parameters(Object network) {
        return switch (network) {
            case MultiLayerNetwork net -> net.params();
            case ComputationGraph net -> net.params();
            default -> null;
        };
    }

    /** All gradients in one array, or null if the network has not trained. */
    static @Nullable INDArray gradients(Object network) {
        return switch (network) {
            case MultiLayerNetwork net -> net.getFlattenedGradients();
            case ComputationGraph net -> net.getFlattenedGradients();
            default -> null;
        };
    }

    /** Layer by layer: asking for all of them at once would wait for a lock. */
    private static List<Part> ofLayers(MultiLayerNetwork net) {
        List<Part> parts = new ArrayList<>();
        int count = net.getnLayers();
        for (int i = 0; i < count; i++) {
            Layer layer = net.getLayer(i);
            var configuration = layer.conf().getLayer();
            String name = configuration.getLayerName();
            parts.add(
                    new Part(
                            new LayerPlace(
                                    name == null ? "layer" + i : name,
                                    LayerRoles.unwrapped(configuration).getClass().getSimpleName(),
                                    i,
                                    count,
                                    LayerRoles.of(configuration)),
                            layer));
        }
        return parts;
    }

    private static List<Part> ofVertices(ComputationGraph net) {
        GraphVertex[] all = net.getVertices();
        List<GraphVertex> found = new ArrayList<>();
        for (int index : net.topologicalSortOrder()) {
            GraphVertex vertex = all[index];
            if (vertex.hasLayer() || vertex.numParams() > 0) {
                found.add(vertex);
            }
        }
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            GraphVertex vertex = found.get(i);
            String name = vertex.getVertexName();
            Object configuration =
                    vertex.hasLayer()
                            ? vertex.getLayer().conf().getLayer()
                            : Objects.requireNonNull(
                                    net.getConfiguration().getVertices().get(name));
            parts.add(
                    new Part(
                            new LayerPlace(
                                    name,
                                    LayerRoles.unwrapped(configuration).getClass().getSimpleName(),
                                    i,
                                    found.size(),
                                    LayerRoles.of(configuration)),
                            vertex.hasLayer() ? vertex.getLayer() : vertex));
        }
        return parts;
    }
}
