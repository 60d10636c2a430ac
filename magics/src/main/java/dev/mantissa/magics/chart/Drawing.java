package dev.mantissa.magics.chart;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.internal.chartpart.IChart;

/** Boxes, strokes and texts that are drawn once and become both the SVG and the PNG. */
final class Drawing implements IChart {
    /** What a stroke is for; the name of its style rule. */
    enum Stroke {
        GRID("g", 1),
        AXIS("a", 1),
        MARK("w", 1.5f);

        private final String rule;
        private final float width;

        Stroke(String rule, float width) {
            this.rule = rule;
            this.width = width;
        }
    }

    /** What a text is for; the name of its style rule. */
    enum Ink {
        HEADING("h"),
        PLAIN("k"),
        MUTED("q"),
        ON_COLOUR("i");

        private final String rule;

        Ink(String rule) {
            this.rule = rule;
        }
    }

    /** Something drawn, in either way. */
    private interface Shape {
        void svg(Svg svg);

        void paint(Graphics2D g);
    }

    /** A short stroke, horizontal or vertical. */
    record Line(double x, double y, double dx, double dy) {
        private String path() {
            String way = dx == 0 ? "v" + Svg.number(dy) : "h" + Svg.number(dx);
            return "M" + Svg.number(x) + " " + Svg.number(y) + way;
        }
    }

    private final String title;
    private final String description;
    private final int width;
    private final int height;
    private final List<Shape> shapes = new ArrayList<>();

    Drawing(String title, String description, int width, int height) {
        this.title = title;
        this.description = description;
        this.width = width;
        this.height = height;
        text(Ink.HEADING, 14, 26, "start", title);
    }

    /** Text on its base line; the anchor is "start", "middle" or "end". */
    void text(Ink ink, double x, double y, String anchor, String text) {
        Color paint =
                Color.decode(
                        switch (ink) {
                            case HEADING, PLAIN -> Palette.LIGHT_INK;
                            case MUTED -> Palette.LIGHT_MUTED;
                            case ON_COLOUR -> Palette.LIGHT_BACKGROUND;
                        });
        Font font = ink == Ink.HEADING ? font(Font.BOLD, 16) : font(Font.PLAIN, Frame.FONT);
        shapes.add(
                shape(
                        svg -> svg.text(ink.rule, x, y, anchor, text),
                        g -> write(g, font, paint, x, y, anchor, text)));
    }

    /** Bold text in the colour of a series. */
    void name(Palette colour, double x, double y, String anchor, String text) {
        shapes.add(
                shape(
                        svg -> svg.open(rule(colour)).text("t", x, y, anchor, text).close(),
                        g ->
                                write(
                                        g,
                                        font(Font.BOLD, Frame.FONT),
                                        light(colour),
                                        x,
                                        y,
                                        anchor,
                                        text)));
    }

    /** A digit in each of a row of adjoining boxes of one colour. */
    void digits(
            Palette colour,
            double x,
            double y,
            double wide,
            double high,
            String digits,
            String tooltip) {
        double first = x + wide / 2;
        double base = y + high / 2 + 5;
        shapes.add(
                shape(
                        svg -> {
                            StringBuilder path = new StringBuilder();
                            for (int i = 0; i < digits.length(); i++) {
                                String w = Svg.number(wide);
                                path.append("M").append(Svg.number(x + i * wide));
                                path.append(" ").append(Svg.number(y)).append("h").append(w);
                                path.append("v").append(Svg.number(high)).append("h-").append(w);
                                path.append("z");
                            }
                            svg.open(rule(colour)).path("p", path.toString(), tooltip).close();
                            svg.spread(Ink.ON_COLOUR.rule, first, wide, base, digits);
                        },
                        g -> {
                            for (int i = 0; i < digits.length(); i++) {
                                g.setColor(light(colour));
                                g.fill(
                                        new Rectangle2D.Double(
                                                x + i * wide + 0.5, y, wide - 1, high));
                                String digit = digits.substring(i, i + 1);
                                Font font = font(Font.PLAIN, Frame.FONT);
                                write(
                                        g,
                                        font,
                                        Color.WHITE,
                                        first + i * wide,
                                        base,
                                        "middle",
                                        digit);
                            }
                        }));
    }

    /** Filled boxes of one colour: one path for all, with one tooltip. */
    void boxes(Palette colour, List<Rectangle2D> boxes, String tooltip) {
        shapes.add(
                shape(
                        svg -> {
                            StringBuilder path = new StringBuilder();
                            for (Rectangle2D box : boxes) {
                                String w = Svg.number(box.getWidth());
                                path.append("M").append(Svg.number(box.getX()));
                                path.append(" ").append(Svg.number(box.getY()));
                                path.append("h").append(w);
                                path.append("v").append(Svg.number(box.getHeight()));
                                path.append("h-").append(w).append("z");
                            }
                            if (!boxes.isEmpty()) {
                                svg.open(rule(colour)).path("", path.toString(), tooltip).close();
                            }
                        },
                        g -> {
                            g.setColor(light(colour));
                            boxes.forEach(g::fill);
                        }));
    }

    /** Grey strokes: one path for all. */
    void lines(Stroke stroke, List<Line> lines) {
        String grey = stroke == Stroke.GRID ? Palette.LIGHT_GRID : Palette.LIGHT_MUTED;
        shapes.add(
                shape(
                        svg -> svg.path(stroke.rule, path(lines)),
                        g -> stroke(g, Color.decode(grey), stroke.width, lines)));
    }

    /** Strokes in a series' colour: with tooltips each its own, without them one path for all. */
    void marks(Palette colour, List<Line> lines, List<String> tooltips) {
        shapes.add(
                shape(
                        svg -> {
                            svg.open(rule(colour));
                            if (tooltips.isEmpty()) {
                                svg.path(Stroke.MARK.rule, path(lines));
                            }
                            for (int i = 0; i < tooltips.size(); i++) {
                                svg.path(Stroke.MARK.rule, lines.get(i).path(), tooltips.get(i));
                            }
                            svg.close();
                        },
                        g -> stroke(g, light(colour), Stroke.MARK.width, lines)));
    }

    String svg() {
        Svg svg = new Svg(width, height, title, description);
        shapes.forEach(shape -> shape.svg(svg));
        return svg.finish();
    }

    @Override
    public void paint(Graphics2D g, int width, int height) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        shapes.forEach(shape -> shape.paint(g));
    }

    @Override
    public int getWidth() {
        return width;
    }

    @Override
    public int getHeight() {
        return height;
    }

    @Override
    public String getTitle() {
        return title;
    }

    private static Shape shape(
            java.util.function.Consumer<Svg> svg, java.util.function.Consumer<Graphics2D> pixels) {
        return new Shape() {
            @Override
            public void svg(Svg to) {
                svg.accept(to);
            }

            @Override
            public void paint(Graphics2D g) {
                pixels.accept(g);
            }
        };
    }

    private static String path(List<Line> lines) {
        StringBuilder path = new StringBuilder();
        lines.forEach(line -> path.append(line.path()));
        return path.toString();
    }

    private static void stroke(Graphics2D g, Color colour, float width, List<Line> lines) {
        g.setColor(colour);
        g.setStroke(new java.awt.BasicStroke(width, java.awt.BasicStroke.CAP_BUTT, 0));
        for (Line line : lines) {
            g.draw(new Line2D.Double(line.x, line.y, line.x + line.dx, line.y + line.dy));
        }
    }

    private static void write(
            Graphics2D g, Font font, Color colour, double x, double y, String anchor, String text) {
        g.setFont(font);
        g.setColor(colour);
        FontMetrics metrics = g.getFontMetrics();
        double back =
                switch (anchor) {
                    case "middle" -> metrics.stringWidth(text) / 2.0;
                    case "end" -> metrics.stringWidth(text);
                    default -> 0;
                };
        g.drawString(text, (float) (x - back), (float) y);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static Color light(Palette colour) {
        return Color.decode(colour.light);
    }

    private static String rule(Palette colour) {
        return "s" + colour.ordinal();
    }
}
