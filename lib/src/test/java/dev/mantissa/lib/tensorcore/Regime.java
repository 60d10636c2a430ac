package dev.mantissa.lib.tensorcore;

import java.util.SplittableRandom;

/** Ways of choosing operands that lead an emulation into different corners. */
enum Regime {
    /** Any bit pattern: NaN, infinity, subnormal. */
    ANY {
        @Override
        float operand(OperandKind kind, SplittableRandom random) {
            return OperandValues.decode(kind, random.nextInt());
        }

        @Override
        float start(OperandKind kind, SplittableRandom random) {
            return random.nextInt(4) == 0 ? 0 : Float.intBitsToFloat(random.nextInt());
        }
    },
    /** Close to 1: most bits overlap, and signs cancel. */
    NEAR {
        @Override
        float operand(OperandKind kind, SplittableRandom random) {
            int bias = OperandValues.bias(kind);
            return OperandValues.random(kind, random, bias - 2, bias + 1);
        }

        @Override
        float start(OperandKind kind, SplittableRandom random) {
            return (float) random.nextGaussian();
        }
    },
    /** Positive and at the top of a binade: the largest totals. */
    FULL {
        @Override
        float operand(OperandKind kind, SplittableRandom random) {
            int bias = OperandValues.bias(kind);
            float value = OperandValues.random(kind, random, bias, bias);
            return random.nextInt(3) == 0 ? Math.abs(value) : 2 - low(kind);
        }

        @Override
        float start(OperandKind kind, SplittableRandom random) {
            return random.nextBoolean() ? 0 : random.nextFloat();
        }
    },
    /** From subnormal to about 30 binades above, with zeros: sums that underflow. */
    SMALL {
        @Override
        float operand(OperandKind kind, SplittableRandom random) {
            int top = Math.min(30, OperandValues.maxField(kind) - 1);
            float value = OperandValues.random(kind, random, 0, random.nextInt(top + 1));
            return random.nextInt(5) == 0 ? value * 0 : value;
        }

        @Override
        float start(OperandKind kind, SplittableRandom random) {
            float magnitude = Float.intBitsToFloat(random.nextInt(40 << 23));
            return random.nextBoolean() ? -magnitude : magnitude;
        }
    },
    /** One side small, one side large, so that products lie anywhere and sums overflow. */
    WIDE {
        @Override
        float operand(OperandKind kind, SplittableRandom random) {
            int top = OperandValues.maxField(kind) - 1;
            return random.nextInt(40) == 0
                    ? 0
                    : OperandValues.random(kind, random, 0, random.nextBoolean() ? top : top / 2);
        }

        @Override
        float start(OperandKind kind, SplittableRandom random) {
            return random.nextInt(8) == 0 ? 3.4e38f : (float) random.nextGaussian();
        }
    },
    /** Exact cancellation of large terms: what is left is small. */
    CANCELLING {
        @Override
        float operand(OperandKind kind, SplittableRandom random) {
            int bias = OperandValues.bias(kind);
            float value = random.nextInt(6) == 0 ? 1 : 2 - low(kind);
            float small = OperandValues.random(kind, random, Math.max(bias - 12, 0), bias);
            return random.nextInt(3) == 0 ? small : random.nextBoolean() ? -value : value;
        }

        @Override
        float start(OperandKind kind, SplittableRandom random) {
            return random.nextInt(3) - 1f;
        }
    };

    /** A value of the format. */
    abstract float operand(OperandKind kind, SplittableRandom random);

    /** What the product is added to. */
    abstract float start(OperandKind kind, SplittableRandom random);

    /** Distance of two values of the format between 1 and 2. */
    private static float low(OperandKind kind) {
        return Math.scalb(1f, -OperandValues.mantissaBits(kind));
    }

    float[] operands(OperandKind kind, SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = operand(kind, random);
        }
        return values;
    }

    float[] starts(OperandKind kind, SplittableRandom random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = start(kind, random);
        }
        return values;
    }
}
