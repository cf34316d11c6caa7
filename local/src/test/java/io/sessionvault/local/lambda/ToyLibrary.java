package io.sessionvault.local.lambda;

/// A class that the toy function finds in a jar in its `lib`.
final class ToyLibrary {
    private ToyLibrary() {}

    static String greeting(String name) {
        return "hello " + name;
    }
}
