using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Brine.Tests.House;

/// <summary>
/// Which method of the built libraries calls which, read out of their IL. A call of a virtual method leads to every override, a lambda and
/// an iterator belong to the method that makes them. What is called through a type of the framework is not seen, but for formatting: text
/// made of a value leads to its ToString.
/// </summary>
internal sealed class CallGraph
{
    private static readonly OpCode[] OneByte = new OpCode[256], TwoBytes = new OpCode[256];

    private readonly Dictionary<string, HashSet<string>> _calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _signatures = new(StringComparer.Ordinal);

    private readonly IReadOnlySet<string> _followed;

    /// <summary>The methods that delegates of each type were made of, and the calls of such delegates.</summary>
    private readonly Dictionary<string, HashSet<string>> _targets = new(StringComparer.Ordinal);
    private readonly List<(HashSet<string> Caller, string Delegate)> _invocations = [];

    /// <summary>Virtual methods by name and number of parameters.</summary>
    private readonly Dictionary<(string Name, int Parameters), List<(string Type, string Method)>> _virtuals = [];

    private readonly Dictionary<string, HashSet<string>> _bases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _methodsOfType = new(StringComparer.Ordinal);

    static CallGraph()
    {
        foreach (FieldInfo field in typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static))
        {
            var code = (OpCode)field.GetValue(null)!;
            (code.Size == 1 ? OneByte : TwoBytes)[code.Value & 0xFF] = code;
        }
    }

    /// <param name="assemblies">The files to read.</param>
    /// <param name="followed">A call of a delegate over one of these types is taken to lead to every method that such a delegate was made
    /// of.</param>
    internal CallGraph(IReadOnlyList<string> assemblies, IReadOnlySet<string> followed)
    {
        _followed = followed;
        var files = assemblies.Select(path => new PEReader(File.OpenRead(path))).ToList();
        foreach (PEReader file in files)
        {
            Declare(file.GetMetadataReader());
        }

        foreach (PEReader file in files)
        {
            Read(file, file.GetMetadataReader());
            file.Dispose();
        }

        foreach ((HashSet<string> caller, string type) in _invocations)
        {
            caller.UnionWith(_targets.GetValueOrDefault(type) ?? []);
        }
    }

    internal IEnumerable<string> Methods => _calls.Keys;

    /// <summary>The methods that a method calls, its own project's and the framework's.</summary>
    internal IReadOnlySet<string> CallsOf(string method) => _calls[method];

    /// <summary>The names of the types that a method takes, and of the one that it belongs to.</summary>
    internal IReadOnlySet<string> TypesOf(string method) => _signatures[method];

    /// <summary>The groups of methods that reach themselves, each sorted by name.</summary>
    /// <param name="guards">Methods that are taken to reach nothing.</param>
    internal IReadOnlyList<IReadOnlyList<string>> Circles(IReadOnlySet<string> guards)
    {
        // Tarjan's strongly connected components, with a stack of its own.
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var low = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var isOpen = new HashSet<string>(StringComparer.Ordinal);
        var circles = new List<IReadOnlyList<string>>();
        foreach (string root in _calls.Keys.Order(StringComparer.Ordinal).Where(method => !index.ContainsKey(method)))
        {
            var work = new Stack<(string Method, IEnumerator<string> Next)>();
            Enter(root);
            while (work.TryPeek(out (string Method, IEnumerator<string> Next) top))
            {
                if (top.Next.MoveNext())
                {
                    string next = top.Next.Current;
                    if (!_calls.ContainsKey(next))
                    {
                        continue;
                    }

                    if (!index.TryGetValue(next, out int found))
                    {
                        Enter(next);
                    }
                    else if (isOpen.Contains(next))
                    {
                        low[top.Method] = Math.Min(low[top.Method], found);
                    }

                    continue;
                }

                work.Pop();
                if (work.TryPeek(out (string Method, IEnumerator<string> Next) above))
                {
                    low[above.Method] = Math.Min(low[above.Method], low[top.Method]);
                }

                if (low[top.Method] == index[top.Method])
                {
                    var circle = new List<string>();
                    string member;
                    do
                    {
                        member = open.Pop();
                        isOpen.Remove(member);
                        circle.Add(member);
                    }
                    while (member != top.Method);
                    if (circle.Count > 1 || (!guards.Contains(member) && _calls[member].Contains(member)))
                    {
                        circles.Add([.. circle.Order(StringComparer.Ordinal)]);
                    }
                }
            }

            void Enter(string method)
            {
                index[method] = low[method] = index.Count;
                open.Push(method);
                isOpen.Add(method);
                IEnumerable<string> next = guards.Contains(method) ? [] : _calls[method];
                work.Push((method, next.GetEnumerator()));
            }
        }

        return circles;
    }

    private void Declare(MetadataReader reader)
    {
        foreach (TypeDefinitionHandle handle in reader.TypeDefinitions)
        {
            TypeDefinition type = reader.GetTypeDefinition(handle);
            string name = NameOf(reader, handle);
            var bases = new HashSet<string>(StringComparer.Ordinal);
            if (!type.BaseType.IsNil)
            {
                bases.Add(NameOf(reader, type.BaseType));
            }

            bases.UnionWith(
                type.GetInterfaceImplementations().Select(item => NameOf(reader, reader.GetInterfaceImplementation(item).Interface)));
            _bases[name] = bases;
            _methodsOfType[name] = [];
            foreach (MethodDefinitionHandle methodHandle in type.GetMethods())
            {
                MethodDefinition method = reader.GetMethodDefinition(methodHandle);
                string id = IdOf(reader, methodHandle);
                _methodsOfType[name].Add(id);
                if (method.Attributes.HasFlag(MethodAttributes.Virtual))
                {
                    // Explicit implementations carry the interface in front.
                    string plain = reader.GetString(method.Name);
                    plain = plain[(plain.LastIndexOf('.') + 1)..];
                    (string, int) key = (plain.Length == 0 ? reader.GetString(method.Name) : plain, ParametersOf(reader, method));
                    (_virtuals.TryGetValue(key, out List<(string, string)>? list) ? list : _virtuals[key] = []).Add((name, id));
                }
            }
        }
    }

    private void Read(PEReader file, MetadataReader reader)
    {
        foreach (MethodDefinitionHandle handle in reader.MethodDefinitions)
        {
            MethodDefinition method = reader.GetMethodDefinition(handle);
            string id = IdOf(reader, handle);
            var calls = new HashSet<string>(StringComparer.Ordinal);
            _calls[id] = calls;
            MethodSignature<string> signature = method.DecodeSignature(TypeNames.Instance, null);
            _signatures[id] = [.. signature.ParameterTypes.SelectMany(Parts), NameOf(reader, method.GetDeclaringType())];
            if (method.RelativeVirtualAddress != 0)
            {
                Read(file.GetMethodBody(method.RelativeVirtualAddress).GetILReader(), reader, calls);
            }
        }
    }

    private static IEnumerable<string> Parts(string type) => type.Split('<', '>', ',', '[', '&', ']');

    private void Read(BlobReader code, MetadataReader reader, HashSet<string> calls)
    {
        string? exact = null, pointed = null;
        while (code.RemainingBytes > 0)
        {
            int first = code.ReadByte();
            OpCode opcode = first == 0xFE ? TwoBytes[code.ReadByte()] : OneByte[first];
            switch (opcode.OperandType)
            {
                case OperandType.InlineMethod:
                    EntityHandle target = MetadataTokens.EntityHandle(code.ReadInt32());
                    string called = Call(reader, target, opcode == OpCodes.Callvirt || opcode == OpCodes.Ldvirtftn,
                        opcode == OpCodes.Newobj, exact, calls);
                    if (target.Kind == HandleKind.MemberReference)
                    {
                        NoteDelegate(reader, reader.GetMemberReference((MemberReferenceHandle)target), opcode, pointed, calls);
                    }

                    exact = null;
                    pointed = opcode == OpCodes.Ldftn ? called : null;
                    break;
                case OperandType.InlineType when opcode == OpCodes.Constrained:
                    exact = NameOf(reader, MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    int targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }
    }

    private void NoteDelegate(MetadataReader reader, MemberReference member, OpCode opcode, string? pointed, HashSet<string> calls)
    {
        if (member.Parent.Kind != HandleKind.TypeSpecification)
        {
            return;
        }

        string type = reader.GetTypeSpecification((TypeSpecificationHandle)member.Parent).DecodeSignature(TypeNames.Instance, null);
        if (!Parts(type).Any(_followed.Contains))
        {
            return;
        }

        if (opcode == OpCodes.Newobj && pointed is not null)
        {
            (_targets.TryGetValue(type, out HashSet<string>? targets) ? targets : _targets[type] = new(StringComparer.Ordinal))
                .Add(pointed);
        }
        else if (reader.GetString(member.Name) == "Invoke")
        {
            _invocations.Add((calls, type));
        }
    }

    /// <returns>The method that is named.</returns>
    private string Call(MetadataReader reader, EntityHandle target, bool isVirtual, bool isNew, string? exact, HashSet<string> calls)
    {
        IReadOnlyList<string> arguments = [];
        if (target.Kind == HandleKind.MethodSpecification)
        {
            MethodSpecification specific = reader.GetMethodSpecification((MethodSpecificationHandle)target);
            arguments = specific.DecodeSignature(TypeNames.Instance, null);
            target = specific.Method;
        }

        string type, name, id;
        int parameters;
        if (target.Kind == HandleKind.MethodDefinition)
        {
            MethodDefinition method = reader.GetMethodDefinition((MethodDefinitionHandle)target);
            (type, name, parameters) = (NameOf(reader, method.GetDeclaringType()), reader.GetString(method.Name),
                ParametersOf(reader, method));
            id = IdOf(reader, (MethodDefinitionHandle)target);
            isVirtual = isVirtual && method.Attributes.HasFlag(MethodAttributes.Virtual);
        }
        else
        {
            MemberReference member = reader.GetMemberReference((MemberReferenceHandle)target);
            (type, name) = (NameOf(reader, member.Parent), reader.GetString(member.Name));
            MethodSignature<string> signature = member.DecodeMethodSignature(TypeNames.Instance, null);
            parameters = signature.ParameterTypes.Length;
            id = Id(type, name, signature.ParameterTypes);
        }

        calls.Add(id);

        // The parts of a lambda's or an iterator's class run where it is made; a formatted value is printed.
        if (isNew && type.Contains('>', StringComparison.Ordinal) && type.Contains("__", StringComparison.Ordinal)
            && _methodsOfType.TryGetValue(type, out List<string>? parts) && type.Contains(">d__", StringComparison.Ordinal))
        {
            calls.UnionWith(parts);
        }

        if (name == "AppendFormatted" && arguments.Count == 1 && _methodsOfType.TryGetValue(arguments[0], out List<string>? printed))
        {
            calls.UnionWith(printed.Where(method => method.Contains("::ToString(", StringComparison.Ordinal)));
        }

        if (isVirtual && _virtuals.TryGetValue((name, parameters), out List<(string Type, string Method)>? overrides))
        {
            calls.UnionWith(
                overrides.Where(
                    candidate => exact is not null ? candidate.Type == exact
                        : !type.StartsWith("System.", StringComparison.Ordinal) && IsA(candidate.Type, type))
                        .Select(candidate => candidate.Method));
        }

        return id;
    }

    private bool IsA(string type, string ancestor)
    {
        if (type == ancestor)
        {
            return true;
        }

        return _bases.TryGetValue(type, out HashSet<string>? bases) && bases.Any(item => item != type && IsA(item, ancestor));
    }

    private static int ParametersOf(MetadataReader reader, MethodDefinition method) =>
        method.DecodeSignature(TypeNames.Instance, null).ParameterTypes.Length;

    private static string IdOf(MetadataReader reader, MethodDefinitionHandle handle)
    {
        MethodDefinition method = reader.GetMethodDefinition(handle);
        return Id(NameOf(reader, method.GetDeclaringType()), reader.GetString(method.Name),
            method.DecodeSignature(TypeNames.Instance, null).ParameterTypes);
    }

    private static string Id(string type, string name, IReadOnlyList<string> parameters) =>
        $"{type}::{name}({string.Join(",", parameters)})";

    private static string NameOf(MetadataReader reader, EntityHandle handle) => TypeNames.Of(reader, handle);

    /// <summary>Types by their full names, generic ones without their arguments where a method is looked for.</summary>
    private sealed class TypeNames : ISignatureTypeProvider<string, object?>
    {
        internal static readonly TypeNames Instance = new();

        internal static string Of(MetadataReader reader, EntityHandle handle)
        {
            switch (handle.Kind)
            {
                case HandleKind.TypeDefinition:
                    TypeDefinition type = reader.GetTypeDefinition((TypeDefinitionHandle)handle);
                    TypeDefinitionHandle outer = type.GetDeclaringType();
                    return outer.IsNil ? Join(reader.GetString(type.Namespace), reader.GetString(type.Name))
                        : $"{Of(reader, outer)}/{reader.GetString(type.Name)}";
                case HandleKind.TypeReference:
                    TypeReference reference = reader.GetTypeReference((TypeReferenceHandle)handle);
                    return reference.ResolutionScope.Kind == HandleKind.TypeReference
                        ? $"{Of(reader, reference.ResolutionScope)}/{reader.GetString(reference.Name)}"
                        : Join(reader.GetString(reference.Namespace), reader.GetString(reference.Name));
                case HandleKind.TypeSpecification:
                    string whole = reader.GetTypeSpecification((TypeSpecificationHandle)handle).DecodeSignature(Instance, null);
                    int open = whole.IndexOf('<', StringComparison.Ordinal);
                    // A compiler's own class begins with the sign: <Walk>d__3<T>.
                    while (open >= 0 && (open == 0 || whole[open - 1] is '/' or '.'))
                    {
                        open = whole.IndexOf('<', open + 1);
                    }

                    return open < 0 ? whole : whole[..open];
                default:
                    return "?";
            }
        }

        public string GetArrayType(string elementType, ArrayShape shape) => elementType + "[,]";

        public string GetByReferenceType(string elementType) => elementType + "&";

        public string GetFunctionPointerType(MethodSignature<string> signature) => "function";

        public string GetGenericInstantiation(string genericType, System.Collections.Immutable.ImmutableArray<string> typeArguments) =>
            $"{genericType}<{string.Join(",", typeArguments)}>";

        public string GetGenericMethodParameter(object? genericContext, int index) => "!!" + index;

        public string GetGenericTypeParameter(object? genericContext, int index) => "!" + index;

        public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) => unmodifiedType;

        public string GetPinnedType(string elementType) => elementType;

        public string GetPointerType(string elementType) => elementType + "*";

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

        public string GetSZArrayType(string elementType) => elementType + "[]";

        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind) => Of(reader, handle);

        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind) => Of(reader, handle);

        public string GetTypeFromSpecification(MetadataReader reader, object? genericContext, TypeSpecificationHandle handle,
            byte rawTypeKind) => Of(reader, handle);

        private static string Join(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";
    }
}
