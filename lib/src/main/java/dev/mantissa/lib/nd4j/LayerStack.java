package dev.mantissa.lib.nd4j;

import java.lang.StackWalker.StackFrame;
import java.util.Iterator;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of Deeplearning4j layer is computing on this thread, and in which direction, read from
 * the stack. That takes some microseconds, so it is asked only where a policy needs it.
 *
 * @param layer class that implements the layer, the outermost one if layers are wrapped; null if
 *     none is computing
 * @param backward true within backpropagation
 */
record LayerStack(@Nullable Class<?> layer, boolean backward) {
    private static final String PACKAGE = "org.deeplearning4j.";
    private static final StackWalker WALKER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    static LayerStack here() {
        return WALKER.walk(LayerStack::read);
    }

    private static LayerStack read(Stream<StackFrame> frames) {
        Class<?> layer = null;
        Direction direction = Direction.UNKNOWN;
        Iterator<StackFrame> all = frames.iterator();
        while (all.hasNext()) {
            StackFrame frame = all.next();
            if (!frame.getClassName().startsWith(PACKAGE)) {
                continue;
            }
            Class<?> type = frame.getDeclaringClass();
            boolean network = isNetwork(type);
            if (isLayer(type) && !network) {
                layer = type;
            }
            if (direction == Direction.UNKNOWN) {
                direction = Direction.of(frame.getMethodName());
            }
            if (network) {
                break;
            }
        }
        return new LayerStack(layer, direction == Direction.BACKWARD);
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
