package dev.mantissa.lib.nd4j;

import dev.mantissa.lib.precision.Role;
import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of Deeplearning4j layer is computing on this thread, and in which direction, read from
 * the stack. That takes some microseconds, so it is asked only where a policy needs it.
 *
 * @param layer class that implements the layer of the network; null if none is computing
 * @param wrapped class of the layer inside it, or the same one if it wraps none
 * @param backward true if this step is one of backpropagation
 * @param returning true within backpropagation, which computes some activations anew
 */
record LayerStack(
        @Nullable Class<?> layer, @Nullable Class<?> wrapped, boolean backward, boolean returning) {
    private static final String PACKAGE = "org.deeplearning4j.";
    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    static LayerStack here() {
        return WALKER.walk(LayerStack::read);
    }

    private static LayerStack read(Stream<StackFrame> frames) {
        Class<?> layer = null;
        Class<?> wrapped = null;
        Direction step = Direction.UNKNOWN;
        boolean returning = false;
        Iterator<StackFrame> all = frames.iterator();
        while (all.hasNext()) {
            StackFrame frame = all.next();
            if (!frame.getClassName().startsWith(PACKAGE)) {
                continue;
            }
            Direction said = Direction.of(frame.getMethodName());
            step = step == Direction.UNKNOWN ? said : step;
            returning |= said == Direction.BACKWARD;
            Class<?> type = frame.getDeclaringClass();
            if (isNetwork(type)) {
                break;
            }
            if (isLayer(type)) {
                Class<?> joined = joined(layer, type);
                boolean innermost = wrapped == layer;
                if (joined != null) {
                    layer = joined;
                    wrapped = innermost ? joined : wrapped;
                } else {
                    layer = type;
                }
            }
        }
        return new LayerStack(layer, wrapped, step == Direction.BACKWARD, returning);
    }

    /** One object runs methods of its class and of those above it; null if they are two objects. */
    private static @Nullable Class<?> joined(@Nullable Class<?> inner, Class<?> outer) {
        if (inner == null || inner.isAssignableFrom(outer)) {
            return outer;
        }
        return outer.isAssignableFrom(inner) ? inner : null;
    }

    /** True for layers that step through a sequence. */
    boolean isRecurrent() {
        return layer != null
                && wrapped != null
                && (RecurrentLayer.class.isAssignableFrom(layer)
                        || RecurrentLayer.class.isAssignableFrom(wrapped));
    }

    /** What a layer of this kind is for. */
    Set<Role> roles() {
        Set<Role> roles = layer == null ? Set.of() : LayerRoles.of(layer);
        return roles.isEmpty() && wrapped != null ? LayerRoles.of(wrapped) : roles;
    }

    private static boolean isNetwork(Class<?> type) {
        return type == MultiLayerNetwork.class || type == ComputationGraph.class;
    }

    private static boolean isLayer(Class<?> type) {
        return Layer.class.isAssignableFrom(type)
                || GraphVertex.class.isAssignableFrom(type) && type != LayerVertex.class;
    }

    /** What a method's name says; the innermost that says anything counts. */
    private enum Direction {
        FORWARD,
        BACKWARD,
        UNKNOWN;

        /** Backpropagation computes some activations anew: those steps are forward ones. */
        static Direction of(String method) {
            if (method.startsWith("preOutput")
                    || method.startsWith("activate")
                    || method.equals("doForward")) {
                return FORWARD;
            }
            return method.contains("ackprop") || method.equals("doBackward") ? BACKWARD : UNKNOWN;
        }
    }
}
