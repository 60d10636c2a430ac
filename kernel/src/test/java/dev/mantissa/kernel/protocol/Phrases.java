package dev.mantissa.kernel.protocol;

/**
 * The same things said in the language of a kernel.
 *
 * @param prints 20,000 lines
 * @param loop a word, then an endless loop
 * @param late a thread that prints {@code late} after its cell has ended
 * @param define a variable {@code six}
 * @param fail an error after a third of a second
 * @param html shows a bold word
 * @param invalid what can never become code
 * @param member a method of the class library, to be inspected at its end
 * @param prefix the beginning of one, to be completed
 * @param variable declares one, with %d in its name and value
 * @param interruptedBySignal whether interrupts come as SIGINT
 */
record Phrases(
        String prints,
        String loop,
        String late,
        String define,
        String fail,
        String html,
        String invalid,
        String member,
        String prefix,
        String variable,
        boolean interruptedBySignal) {
    /** The declaration of the variable of that number. */
    String variable(int number) {
        return variable.formatted(number);
    }

    static Phrases of(String language) {
        return language.equals("python")
                ? new Phrases(
                        "for i in range(20000): print(i)",
                        "print('go', flush=True)\nwhile True: pass",
                        "import threading, time\ndef late():\n    time.sleep(0.4); print('late', flush=True)\nthreading.Thread(target=late).start()",
                        "six = 6",
                        "import time; time.sleep(0.3); 1 / 0",
                        "from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))",
                        "a b c ]",
                        "str.upper",
                        "str.upp",
                        "v%1$d = %1$d",
                        true)
                : new Phrases(
                        "for (int i = 0; i < 20_000; i++) System.out.println(i);",
                        "{ System.out.println(\"go\"); while (true) {} }",
                        "new Thread(() -> { try { Thread.sleep(400); } catch (InterruptedException e) {} System.out.println(\"late\"); }).start();",
                        "int six = 6;",
                        "Thread.sleep(300); int bad = 1 / 0;",
                        "display(\"<b>x</b>\", \"text/html\");",
                        "int int int;",
                        "String.valueOf",
                        "String.val",
                        "int v%1$d = %1$d;",
                        false);
    }
}
