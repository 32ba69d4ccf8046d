using System.Runtime.CompilerServices;
using System.Globalization;
using System.Text;

namespace Brine.Pickling;

/// <summary>Classes, functions and instances.</summary>
public sealed partial class Pickler
{
    private const int MakeCallable = 0;
    private const int MakeArguments = 1;
    private const int MakeKeywords = 2;
    private const int Make = 3;
    private const int FillList = 4;
    private const int FillDict = 5;
    private const int State = 6;
    private const int Build = 7;
    private const int Later = 8;
    private const int SetterTarget = 9;
    private const int SetterState = 10;
    private const int CallSetter = 11;
    private const int End = 12;

    private bool BeginObject(PyObject instance)
    {
        PyReference? other = Override(instance);
        if (other is PyGlobal named)
        {
            return BeginName(named, instance);
        }

        if (instance.IsDottedName && other is null && (_traits.ChainsNames || _protocol >= 4))
        {
            return BeginDotted(instance);
        }

        bool isInline = other is not null && _options.AfterOverride is not null;
        return Push(WorkKind.Object, other ?? instance, isInline ? null : instance);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void StepObject(ref Work work)
    {
        var instance = (PyObject)work.Target;
        while (true)
        {
            bool began = false;
            switch (work.Index)
            {
                case MakeCallable:
                    (instance.View as DeferredParts)?.Fill(instance);
                    if (instance.Construction is PyConstruction.Instance or PyConstruction.OldObject)
                    {
                        work.Index = FillList;
                        _output.WriteByte(PickleOpcode.Mark);
                        began = Push(WorkKind.OldInstance, instance, work.Key);
                        break;
                    }

                    work.Index = MakeArguments;
                    work.Extra = Lower(instance);
                    began = Begin(work.Extra.Callable);
                    break;
                case MakeArguments:
                    work.Index = MakeKeywords;
                    began = Begin(work.Extra!.Arguments);
                    break;
                case MakeKeywords:
                    work.Index = Make;
                    began = work.Extra!.Construction == PyConstruction.NewObjectEx && Begin(instance.KeywordArguments ?? new PyDict());
                    break;
                case Make:
                    work.Index = FillList;
                    _output.WriteByte(work.Extra!.Construction switch
                    {
                        PyConstruction.NewObject => PickleOpcode.Newobj,
                        PyConstruction.NewObjectEx => PickleOpcode.NewobjEx,
                        _ => PickleOpcode.Reduce,
                    });
                    MemoizeMade(work.Key);
                    break;
                case FillList:
                    work.Index = FillDict;
                    began = instance.ListItems is { Count: > 0 } items && Push(WorkKind.ListItems, items);
                    break;
                case FillDict:
                    work.Index = State;
                    began = instance.DictItems is { Count: > 0 } entries && Push(WorkKind.DictItems, entries);
                    break;
                case State:
                    work.Index = instance.HasState ? Build : Later;
                    began = instance.HasState && Begin(instance.State);
                    break;
                case Build:
                    work.Index = Later;
                    _output.WriteByte(PickleOpcode.Build);
                    if (instance.View is DeferredParts)
                    {
                        instance.Release();
                    }

                    break;
                case Later:
                    if (work.End == instance.LaterStates.Count)
                    {
                        work.Index = End;
                        break;
                    }

                    // A state that is set by a function of its own: setter(object, state), its result dropped.
                    PyValue later = instance.LaterStates[work.End++];
                    bool isSetter = later.As<PyStateSetter>() is not null;
                    work.Index = isSetter ? SetterTarget : Build;
                    began = Begin(isSetter ? later.As<PyStateSetter>()!.Setter : later);
                    break;
                case SetterTarget:
                    work.Index = SetterState;
                    began = Begin(instance);
                    break;
                case SetterState:
                    work.Index = CallSetter;
                    began = Begin(instance.LaterStates[work.End - 1].As<PyStateSetter>()!.State);
                    break;
                case CallSetter:
                    work.Index = Later;
                    WriteRaw([PickleOpcode.Tuple2, PickleOpcode.Reduce, PickleOpcode.Pop]);
                    break;
                default:
                    bool isInline = work.Key is null;
                    Pop();
                    if (isInline)
                    {
                        WriteInline(instance);
                    }

                    return;
            }

            if (began)
            {
                return;
            }
        }
    }

    /// <summary>Spells the making of an object at this protocol: older ones have no opcodes for some ways, and call a function of Python's
    /// instead.</summary>
    private PyObject Lower(PyObject instance)
    {
        switch (instance.Construction)
        {
            case PyConstruction.NewObject when _protocol < 2:
                return new PyObject(WellKnownGlobals.NewObject, new PyTuple([instance.Callable, .. instance.Arguments.Items]));
            case PyConstruction.NewObjectEx when _protocol < 2:
                return new PyObject(WellKnownGlobals.NewObjectEx,
                    new PyTuple(instance.Callable, instance.Arguments, instance.KeywordArguments ?? new PyDict()));
            case PyConstruction.NewObjectEx when _protocol < 4:
                // functools.partial(cls.__new__, cls, *args, **kwargs)()
                var create = new PyObject(WellKnownGlobals.GetAttribute, new PyTuple(instance.Callable, "__new__"))
                    { IsDottedName = instance.Callable.As<PyGlobal>() is not null };
                var partial = new PyObject(WellKnownGlobals.Partial, new PyTuple(create))
                {
                    State = new PyTuple(create, new PyTuple([instance.Callable, .. instance.Arguments.Items]),
                        instance.KeywordArguments ?? new PyDict(), default),
                };
                return new PyObject(partial, PyTuple.Empty);
            default:
                return instance;
        }
    }

    private void MemoizeMade(PyReference? key)
    {
        if (key is null)
        {
            Put(_memo.AddAnonymous());
        }
        else if (key is PyGlobal global)
        {
            MemoizeGlobal(global, global);
        }
        else if (!RecallRecursive(key, 1))
        {
            Memoize(key);
        }
    }

    private void WriteInline(PyObject written)
    {
        bool framed = _output.CloseFrame();
        _options.AfterOverride!(written, _output);
        if (framed)
        {
            _output.OpenFrame();
        }
    }

    /// <summary>Python 2's old-style instances, which take their arguments one by one.</summary>
    private void StepOldInstance(ref Work work)
    {
        var instance = (PyObject)work.Target;
        bool isNamed = instance.Construction == PyConstruction.Instance;
        while (work.Index <= instance.Arguments.Count)
        {
            int index = work.Index++;
            if (index == 0 ? !isNamed && Begin(instance.Callable) : Begin(instance.Arguments[index - 1]))
            {
                return;
            }
        }

        PyReference? key = work.Key;
        Pop();
        if (isNamed)
        {
            PyGlobal named = instance.Callable.As<PyGlobal>()
                ?? throw new PickleProtocolException("an old-style instance of a class without a name cannot be written");
            WriteNames(PickleOpcode.Inst, named);
        }
        else
        {
            _output.WriteByte(PickleOpcode.Obj);
        }

        MemoizeMade(key);
    }

    private bool BeginGlobal(PyGlobal global) => Override(global) switch
    {
        PyObject description => Push(WorkKind.Object, description, global),
        PyGlobal other => BeginName(other, global),
        _ => BeginName(global, global),
    };

    /// <summary>Writes a class or function by name.</summary>
    /// <param name="global">The name.</param>
    /// <param name="key">What the memo knows it by.</param>
    private bool BeginName(PyGlobal global, PyReference key)
    {
        if (global.ExtensionCode > 0)
        {
            SaveExtension(global);
            return false;
        }

        if (TryRecallName(global, key))
        {
            return false;
        }

        int dot = _protocol >= 4 ? 0 : global.Name.LastIndexOf('.');
        if (dot > 0 && _traits.ChainsNames)
        {
            WriteChain(global.Module, global.Name.Split('.'));
            MemoizeGlobal(global, key);
            return false;
        }

        if (dot > 0)
        {
            // Inside a class: getattr(outer, name).
            var outer = new PyGlobal(global.Module, global.Name[..dot]);
            return Push(WorkKind.Object, new PyObject(WellKnownGlobals.GetAttribute, new PyTuple(outer, global.Name[(dot + 1)..])), key);
        }

        WriteName(global, key);
        return false;
    }

    private bool TryRecallName(PyGlobal global, PyReference key)
    {
        if (ReferenceEquals(global, key) && _globals.TryGetValue(NamesOf(global), out int index))
        {
            Recall(index);
            return true;
        }

        return false;
    }

    /// <summary>A name that this protocol says in one opcode.</summary>
    private void WriteName(PyGlobal global, PyReference key)
    {
        if (_protocol >= 4)
        {
            BeginText(global.ModuleText);
            BeginText(global.NameText);
            _output.WriteByte(PickleOpcode.StackGlobal);
        }
        else
        {
            WriteNames(PickleOpcode.Global, global);
        }

        MemoizeGlobal(global, key);
    }

    private void BeginText(PyValue text)
    {
        _output.Boundary();
        if (!_asksForIds || !TryBeginPersistent(text, out _))
        {
            SaveText(text);
        }
    }

    private void MemoizeGlobal(PyGlobal global, PyReference key)
    {
        if (ReferenceEquals(global, key))
        {
            _globals[NamesOf(global)] = _memo.Count;
        }

        Memoize(key);
    }

    /// <summary>Two classes of Python 2 may be one of Python 3 (str and unicode): written as Python 2's they stay two.</summary>
    private (string Module, string Name) NamesOf(PyGlobal global) =>
        _traits.IsPython2 && global.Source is { } source ? source : (global.Module, global.Name);

    private void WriteNames(byte opcode, PyGlobal global)
    {
        (string module, string name) = _traits.IsPython2 && global.Source is { } source ? source
            : _protocol < 3 && _options.FixImports ? CompatibleNames.ToPython2(global.Module, global.Name) : (global.Module, global.Name);
        if (module.Contains('\n') || name.Contains('\n'))
        {
            throw new PickleProtocolException(
                $"the name {global.FullName} has a line break, which protocol {_protocol} cannot say; choose protocol 4 or 5");
        }

        // As Python's picklers: Unpicklers take UTF-8, and none of them writes it here.
        if (_protocol < 3 && !(Ascii.IsValid(module) && Ascii.IsValid(name)))
        {
            throw new PickleProtocolException(
                $"the name {global.FullName} is not ASCII, which protocol {_protocol} cannot say; choose protocol 3 or later");
        }

        _output.WriteByte(opcode);
        WriteRaw(Encoding.UTF8.GetBytes(module + "\n" + name + "\n"));
    }

    private void SaveExtension(PyGlobal global)
    {
        if (_protocol < 2)
        {
            throw new PickleProtocolException(
                $"{global.FullName} is number {global.ExtensionCode} of a copyreg registry, which protocols 0 and 1 cannot say; choose "
                    + "protocol 2 or later");
        }

        int code = global.ExtensionCode;
        if (code <= 0xFF)
        {
            WriteRaw([PickleOpcode.Ext1, (byte)code]);
        }
        else if (code <= 0xFFFF)
        {
            WriteRaw([PickleOpcode.Ext2, (byte)code, (byte)(code >> 8)]);
        }
        else
        {
            WriteRaw([PickleOpcode.Ext4, (byte)code, (byte)(code >> 8), (byte)(code >> 16), (byte)(code >> 24)]);
        }
    }

    private bool BeginPersistent(PyPersistent persistent)
    {
        if (_protocol > 0)
        {
            return Push(WorkKind.Persistent, persistent);
        }

        string id = persistent.Id.AsString() ?? persistent.Id.TryGetBigInteger(out var number) switch
        {
            true => number.ToString(CultureInfo.InvariantCulture),
            _ => throw new PickleProtocolException("protocol 0 can only say persistent ids that are text; choose protocol 1 or later"),
        };
        if (id.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            throw new PickleProtocolException("protocol 0 can only say persistent ids of one line of ASCII; choose protocol 1 or later");
        }

        WriteAscii("P" + id + "\n");
        return false;
    }
}
