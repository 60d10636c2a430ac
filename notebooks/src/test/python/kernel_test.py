"""Debian's jupyter_kernel_test with code samples in Java; a sample for each of its tests, so that none is skipped."""

import unittest

import jupyter_kernel_test


class MantissaKernelTests(jupyter_kernel_test.KernelTests):
    kernel_name = "mantissa"
    language_name = "java"
    file_extension = ".jsh"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("oops");'
    completion_samples = [
        {"text": '"x".subS', "matches": {"subSequence("}},
        {"text": "Math.cbr", "matches": {"cbrt("}},
        {"text": "%preci", "matches": {"%precision"}},
    ]
    complete_code_samples = [
        "1 + 1",
        "int a = 1;",
        "int twice(int n) {\n    return 2 * n;\n}",
        "// only a comment",
        "%precision high",
    ]
    incomplete_code_samples = [
        "int twice(int n) {",
        "for (int i = 0; i < 3; i++) {\n",
        "1 +",
        '"""\ntext',
        "/* a comment",
    ]
    invalid_code_samples = ["int 1x = 2;", "int a = = 1;", "1 + 1)"]
    code_page_something = "String?"
    code_generate_error = 'throw new IllegalStateException("on purpose");'
    code_execute_result = [
        {"code": "1 + 1", "result": "2"},
        {"code": "6 * 7", "result": "42"},
        {"code": '"a" + "b"', "result": "ab"},
    ]
    code_display_data = [
        {"code": 'display(new Html("<b>x</b>"));', "mime": "text/html"},
        {
            "code": 'display(new Svg("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"/>"));',
            "mime": "image/svg+xml",
        },
    ]
    code_history_pattern = "1 +*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "String"
    code_clear_output = "clearOutput();"


if __name__ == "__main__":
    unittest.main(verbosity=2)
