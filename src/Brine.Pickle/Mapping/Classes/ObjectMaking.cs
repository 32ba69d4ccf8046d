namespace Brine.Pickling;

/// <summary>The way in which a file has an object made, whatever protocol it spells it in.</summary>
internal readonly struct ObjectMaking
{
    /// <summary>True for a call of the class or of a function, which a <c>__reduce__</c> of the class's own asked for.</summary>
    internal bool IsCall { get; private init; }

    /// <summary>True for protocols 0 and 1, where <c>copyreg._reconstructor</c> leaves the arguments of <c>__new__</c> out.</summary>
    internal bool IsReconstructed { get; private init; }

    /// <summary>The builtin class that a reconstructed object extends: <c>object</c>, <c>list</c>, <c>str</c>...</summary>
    internal string Base { get; private init; }

    /// <summary>The value that a reconstructed object holds as that class.</summary>
    internal PyValue Held { get; private init; }

    internal PyTuple Arguments { get; private init; }

    /// <summary>The index at which the arguments begin in <see cref="Arguments"/>.</summary>
    internal int First { get; private init; }

    internal PyDict? Keywords { get; private init; }

    internal int ArgumentCount => Arguments.Count - First;

    internal static ObjectMaking Of(PyObject source)
    {
        PyTuple arguments = source.Arguments;
        if (source.Construction != PyConstruction.Reduce)
        {
            return new ObjectMaking { Arguments = arguments, Keywords = source.KeywordArguments, Base = "" };
        }

        if (source.Callable.As<PyGlobal>() is { Module: "copyreg" or "copy_reg" } helper && arguments.Count > 0)
        {
            switch (helper.Name)
            {
                case "_reconstructor":
                    string extends = arguments.Count > 1 && arguments[1].As<PyGlobal>() is { Module: "builtins" or "__builtin__" } builtin
                        ? builtin.Name : "object";
                    return new ObjectMaking
                        { IsReconstructed = true, Base = extends, Held = source.Argument(2), Arguments = PyTuple.Empty };
                case "__newobj__":
                    return new ObjectMaking { Arguments = arguments, First = 1, Base = "" };
                case "__newobj_ex__":
                    return new ObjectMaking
                        { Arguments = source.Argument(1).As<PyTuple>() ?? PyTuple.Empty, Keywords = source.Argument(2).As<PyDict>(),
                            Base = "" };
            }
        }

        // Protocols 2 and 3 have no opcode for arguments by name: partial(class.__new__, class, *args, **kwargs)().
        return arguments.Count == 0 && source.Callable.Kind == PyKind.Object && PyPartial.From(source.Callable) is { } partial
            && PyBoundMethod.From(partial.Function) is { Name: "__new__" }
            ? new ObjectMaking { Arguments = partial.Arguments, First = 1, Keywords = partial.KeywordArguments, Base = "" }
            : new ObjectMaking { IsCall = true, Arguments = arguments, Base = "" };
    }
}
