package dev.mantissa.magics.chart;

/** A rectangle in a picture, y downwards. */
record Box(double left, double top, double right, double bottom) {
    static Box around(double x, double y, double halfWidth, double halfHeight) {
        return new Box(x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight);
    }

    /** Area that both cover. */
    double overlap(Box o) {
        double w = Math.min(right, o.right) - Math.max(left, o.left);
        double h = Math.min(bottom, o.bottom) - Math.max(top, o.top);
        return w > 0 && h > 0 ? w * h : 0;
    }

    boolean inside(Box o) {
        return left >= o.left && right <= o.right && top >= o.top && bottom <= o.bottom;
    }

    double centreX() {
        return (left + right) / 2;
    }

    double centreY() {
        return (top + bottom) / 2;
    }
}
