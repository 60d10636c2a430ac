package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Role;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.layers.BaseLayer;

/** The roles of Deeplearning4j's layers. */
final class LayerRoles {
    private static final Set<Role> FULL = Set.of(Role.MLP, Role.DENSE);
    private static final Set<Role> OUTPUT = Set.of(Role.MLP, Role.DENSE, Role.LM_HEAD);

    /** By configuration, and below it by implementation; the first that fits counts. */
    private static final Map<Class<?>, Set<Role>> ALL = new LinkedHashMap<>();

    static {
        ALL.put(ConvolutionLayer.class, Set.of(Role.CONV));
        ALL.put(LocallyConnected1D.class, Set.of(Role.CONV));
        ALL.put(LocallyConnected2D.class, Set.of(Role.CONV));
        ALL.put(RecurrentAttentionLayer.class, Set.of(Role.ATTENTION, Role.RECURRENT));
        ALL.put(SelfAttentionLayer.class, Set.of(Role.ATTENTION));
        ALL.put(LearnedSelfAttentionLayer.class, Set.of(Role.ATTENTION));
        ALL.put(AttentionVertex.class, Set.of(Role.ATTENTION));
        ALL.put(EmbeddingLayer.class, Set.of(Role.EMBED));
        ALL.put(EmbeddingSequenceLayer.class, Set.of(Role.EMBED));
        ALL.put(BatchNormalization.class, Set.of(Role.NORM));
        ALL.put(LocalResponseNormalization.class, Set.of(Role.NORM));
        ALL.put(BaseRecurrentLayer.class, Set.of(Role.RECURRENT));
        ALL.put(BaseOutputLayer.class, OUTPUT);
        ALL.put(VariationalAutoencoder.class, Set.of(Role.MLP, Role.DENSE, Role.VAE));
        ALL.put(AutoEncoder.class, FULL);
        ALL.put(ElementWiseMultiplicationLayer.class, Set.of());
        ALL.put(DenseLayer.class, FULL);

        ALL.put(org.deeplearning4j.nn.layers.convolution.ConvolutionLayer.class, Set.of(Role.CONV));
        ALL.put(org.deeplearning4j.nn.layers.BaseOutputLayer.class, OUTPUT);
        ALL.put(
                org.deeplearning4j.nn.layers.recurrent.BaseRecurrentLayer.class,
                Set.of(Role.RECURRENT));
        ALL.put(
                org.deeplearning4j.nn.layers.recurrent.BidirectionalLayer.class,
                Set.of(Role.RECURRENT));
        ALL.put(
                org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingLayer.class,
                Set.of(Role.EMBED));
        ALL.put(
                org.deeplearning4j.nn.layers.feedforward.embedding.EmbeddingSequenceLayer.class,
                Set.of(Role.EMBED));
        ALL.put(
                org.deeplearning4j.nn.layers.normalization.BatchNormalization.class,
                Set.of(Role.NORM));
        ALL.put(BaseLayer.class, FULL);
    }

    private LayerRoles() {}

    /** The roles of a layer by its configuration; those of what it wraps, if it wraps one. */
    static Set<Role> of(Object configuration) {
        return switch (configuration) {
            case BaseWrapperLayer wrapper -> of(wrapper.getUnderlying());
            case Bidirectional both -> of(both.getFwd());
            case FrozenLayer frozen -> of(frozen.getLayer());
            default -> of(configuration.getClass());
        };
    }

    /** The layer that a configuration wraps, or it itself. */
    static Object unwrapped(Object configuration) {
        return switch (configuration) {
            case BaseWrapperLayer wrapper -> unwrapped(wrapper.getUnderlying());
            case FrozenLayer frozen -> unwrapped(frozen.getLayer());
            default -> configuration;
        };
    }

    /** The roles of a class of configurations or implementations; none if it has none here. */
    static Set<Role> of(Class<?> type) {
        for (Map.Entry<Class<?>, Set<Role>> entry : ALL.entrySet()) {
            if (entry.getKey().isAssignableFrom(type)) {
                return entry.getValue();
            }
        }
        return Set.of();
    }
}
