package io.sessionvault.local.statemachine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.Map;

/// A state machine's definition, as far as this interpreter knows the language.
///
/// @param startAt the first state
/// @param timeout how long an execution may take
/// @param states the states by name
public record Definition(String startAt, Duration timeout, Map<String, State> states) {
    /// Source: Amazon States Language: what a timeout is when none is given, 99,999,999 seconds.
    static final Duration NO_TIMEOUT = Duration.ofSeconds(99_999_999);

    /// Copies the states.
    public Definition {
        states = Map.copyOf(states);
    }

    /// Reads a definition.
    ///
    /// @param json the definition, its substitutions made
    /// @throws DefinitionException when it is wrong or has a part that is not known here
    public static Definition read(String json) {
        try {
            return DefinitionReader.read(
                    new Fields("the definition", JsonMapper.builder().build().readTree(json)));
        } catch (JsonProcessingException malformed) {
            throw new DefinitionException("the definition", malformed.toString());
        }
    }

    State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new DefinitionException("the definition", "has no state " + name);
        }
        return state;
    }
}
