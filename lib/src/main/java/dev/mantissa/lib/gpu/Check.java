package dev.mantissa.lib.gpu;

/** How far a figure has been traced to the vendor. */
public enum Check {
    /** Read in a stored copy of the vendor's own text or table. */
    READ("", "read in a copy of the vendor's document"),
    /** Given by somebody else who names the vendor's document. */
    QUOTED("q", "quoted by others from the vendor's document, which was not seen itself"),
    /** Neither: the document named is where it should stand. */
    UNCHECKED("?", "unchecked: not compared with the document named");

    private final String mark;
    private final String meaning;

    Check(String mark, String meaning) {
        this.mark = mark;
        this.meaning = meaning;
    }

    /** Stands after a figure in a table. */
    public String mark() {
        return mark;
    }

    /** What the mark says, for a legend. */
    public String meaning() {
        return meaning;
    }
}
