package io.sessionvault.local.statemachine;

/// A definition is wrong, or has a part that this interpreter does not know. The message names the
/// state and the field.
public final class DefinitionException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    DefinitionException(String place, String what) {
        super(place + ": " + what);
    }
}
