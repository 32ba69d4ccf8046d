namespace Brine.Pickling;

/// <summary>Classes and instances: everything that CPython would import or call, and that stays a description here.</summary>
public sealed partial class Unpickler
{
    private void RunObjectOpcode(ref PickleReader reader, byte opcode)
    {
        switch (opcode)
        {
            case PickleOpcode.Global:
                string module = ReadName(ref reader);
                Push(ref reader, Global(ref reader, module, ReadName(ref reader), 0));
                break;
            case PickleOpcode.StackGlobal:
                Need(ref reader, 2);
                PyValue stackModule = NameFrom(_stack[_top - 2]), stackName = NameFrom(_stack[_top - 1]);
                if (stackModule.RawReference is not string || stackName.RawReference is not string)
                {
                    reader.Throw("FormatStack", "a class is named by something that is not text; the file is corrupt");
                    return;
                }

                _top -= 2;
                Push(ref reader, Global(ref reader, stackModule, stackName, 0));
                break;
            case PickleOpcode.Ext1:
                Push(ref reader, Extension(ref reader, reader.ReadByte()));
                break;
            case PickleOpcode.Ext2:
                Push(ref reader, Extension(ref reader, reader.ReadUInt16()));
                break;
            case PickleOpcode.Ext4:
                Push(ref reader, Extension(ref reader, reader.ReadInt32()));
                break;
            case PickleOpcode.Reduce:
                Need(ref reader, 2);
                PyTuple arguments = Arguments(ref reader, _top - 1);
                PyValue callable = Callable(ref reader, _stack[_top - 2]);
                _top -= 2;
                Push(ref reader, KnownCalls.TryCall(callable, arguments, out PyValue called) ? called : Call(callable, arguments));
                break;
            case PickleOpcode.Newobj:
                Need(ref reader, 2);
                var instance = new PyObject(Callable(ref reader, _stack[_top - 2]), Arguments(ref reader, _top - 1),
                    PyConstruction.NewObject);
                _top -= 2;
                Push(ref reader, instance);
                break;
            case PickleOpcode.NewobjEx:
                Need(ref reader, 3);
                var withKeywords = new PyObject(Callable(ref reader, _stack[_top - 3]), Arguments(ref reader, _top - 2),
                    PyConstruction.NewObjectEx)
                {
                    KeywordArguments = _stack[_top - 1].As<PyDict>() ?? throw Corrupt(ref reader, "keyword arguments are not a dict"),
                };
                _top -= 3;
                Push(ref reader, withKeywords);
                break;
            case PickleOpcode.Inst:
                string className = ReadName(ref reader);
                PyValue named = Global(ref reader, className, ReadName(ref reader), 0);
                int instMark = PopMark(ref reader);
                Replace(ref reader, instMark, new PyObject(named, TupleFrom(instMark), PyConstruction.Instance));
                break;
            case PickleOpcode.Obj:
                int objMark = PopMark(ref reader);
                if (objMark == _top)
                {
                    throw Corrupt(ref reader, "an instance has no class");
                }

                Replace(ref reader, objMark,
                    new PyObject(Callable(ref reader, _stack[objMark]), TupleFrom(objMark + 1), PyConstruction.OldObject));
                break;
            case PickleOpcode.Build:
                Need(ref reader, 2);
                Build(ref reader, _stack[--_top]);
                break;
            case PickleOpcode.Persid:
                Push(ref reader, PersistentLine(ref reader));
                break;
            case PickleOpcode.Binpersid:
                Need(ref reader, 1);
                _stack[_top - 1] = Persistent(_stack[_top - 1]);
                break;
            default:
                throw new PickleFormatException(
                    "FormatOpcode",
                    reader.FileOffset == 0 ? "the first byte is not a pickle opcode: this is not a pickle"
                        : "there is no such pickle opcode; the file is corrupt, or not a pickle",
                    reader.FileOffset,
                    OpcodeTable.NameOf(opcode));
        }
    }

    /// <summary>Names are text; Python 2's 8-bit strings have become text by then in CPython.</summary>
    private static PyValue NameFrom(PyValue value) => value.As<PyByteString>()?.Text ?? value;

    private PyObject Call(PyValue callable, PyTuple arguments)
    {
        return _protocol < 4 && !_memo.IsNewest(arguments) && arguments.Count == 2
            && callable.As<PyGlobal>() is { Name: "getattr", Module: "builtins" or "__builtin__" }
            && arguments[1].Reference is string && arguments[0].Reference is PyGlobal or PyObject { IsDottedName: true }
            ? new PyObject(callable, arguments) { IsDottedName = true } : new PyObject(callable, arguments);
    }

    private void Build(ref PickleReader reader, PyValue state)
    {
        if (_stack[_top - 1].As<PyObject>() is not { } target)
        {
            if (state.IsNone
                || (state.As<PyTuple>() is { Count: 2 } pair && pair[0].IsNone && (pair[1].IsNone || pair[1].As<PyDict>() is { Count: 0 })))
            {
                // Nothing to set: CPython does not look at what it is set on.
                return;
            }

            throw Corrupt(ref reader, $"a state is given to a {_stack[_top - 1].Kind}, which takes none");
        }

        target.Build(state);
        if (_options.AfterBuild is { } after)
        {
            _input.Offset = reader.Position;
            if (!_input.IsWhole)
            {
                // What stands behind the opcode lies in one window, unless it is larger than any.
                _input.Fill(1);
            }

            _input.Offset = after(target, _input.Window, _input.Offset);
            reader.Show(_input);
        }
    }

    /// <summary>A call whose result is dropped, and that has the object below as its first argument, sets that object's state.</summary>
    private void KeepSetter()
    {
        if (_top > 1 && _stack[_top - 1].As<PyObject>() is { Construction: PyConstruction.Reduce, Arguments.Count: 2 } call
            && _stack[_top - 2].As<PyObject>() is { } target && ReferenceEquals(call.Arguments[0].Reference, target))
        {
            target.AddStateSetter(call.Callable, call.Arguments[1]);
        }
    }

    /// <summary>Numbers, text and containers cannot be called in any Python.</summary>
    private static PyValue Callable(ref PickleReader reader, PyValue value) =>
        value.Kind is PyKind.Global or PyKind.Object or PyKind.Persistent ? value
            : throw Corrupt(ref reader, $"a {value.Kind} is called");

    private PyTuple Arguments(ref PickleReader reader, int index) =>
        _stack[index].As<PyTuple>() ?? throw Corrupt(ref reader, "the arguments of a call are not a tuple");

    private PyTuple TupleFrom(int first) => PyTuple.Of(_stack.AsSpan(first, _top - first));

    private PyValue Extension(ref PickleReader reader, int code)
    {
        if (code <= 0)
        {
            throw Corrupt(ref reader, $"extension code {code} cannot be");
        }

        return _options.Extensions is not null && _options.Extensions.TryGetValue(code, out PyGlobal? known)
            ? Global(ref reader, known.Module, known.Name, code)
            : Global(ref reader, "copyreg", "extension_" + code, code);
    }

    private static string ReadName(ref PickleReader reader)
    {
        ReadOnlySpan<byte> line = ReadFilledLine(ref reader);
        string? name = reader.Opcode == PickleOpcode.Inst && !System.Text.Ascii.IsValid(line) ? null : PickleText.DecodeUtf8(line);
        if (name is null || name.AsSpan().ContainsAnyInRange('\ud800', '\udfff') && !System.Text.Unicode.Utf8.IsValid(line))
        {
            throw Corrupt(ref reader, $"a module or class name is not {(reader.Opcode == PickleOpcode.Inst ? "ASCII" : "UTF-8")}");
        }

        return name;
    }

    private static PickleFormatException Corrupt(ref PickleReader reader, string what) =>
        new("FormatStack", what + "; the file is corrupt, or not a pickle", reader.FileOffset, OpcodeTable.NameOf(reader.Opcode));
}
