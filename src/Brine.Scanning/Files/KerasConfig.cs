namespace Brine.Scanning;

/// <summary>The configuration of a Keras model, JSON that names the class of each layer, and the module where it comes from.</summary>
internal static class KerasConfig
{
    private const int MostDepth = 1_000;

    private static readonly string[] Keys = ["class_name", "module", "registered_name", "config", "vocabulary"];

    private static readonly string[] Packages = ["keras", "keras_core", "tf_keras", "keras_nlp", "keras_cv", "keras_hub"];

    /// <summary>Layers that run what they carry, or load what they name.</summary>
    private static readonly string[] CodeLayers =
    [
        "Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "__lambda__", "PyModule", "TFLambda",
    ];

    /// <summary>Modules of Keras itself that reach files or switch the safe mode off.</summary>
    private static readonly string[] DeniedModules =
    [
        "keras.config", "keras.utils", "keras.saving", "keras.src.saving", "keras.src.utils", "keras.backend", "keras.src.backend",
        "keras.ops", "keras.datasets", "keras.export", "keras.callbacks", "keras.tree",
    ];

    /// <summary>Keras' own functions: activations, losses, metrics.</summary>
    private static readonly string[] Functions =
    [
        "relu", "relu6", "leaky_relu", "elu", "selu", "celu", "gelu", "glu", "silu", "swish", "mish", "softmax", "log_softmax",
        "softplus", "softsign", "sigmoid", "log_sigmoid", "hard_sigmoid", "hard_silu", "hard_swish", "hard_tanh", "hard_shrink",
        "soft_shrink", "tanh_shrink", "tanh", "exponential", "linear", "squareplus", "sparse_plus", "sparsemax", "sparse_sigmoid",
        "threshold", "mean_squared_error", "mean_absolute_error", "mse", "mae", "binary_crossentropy", "categorical_crossentropy",
        "sparse_categorical_crossentropy", "kl_divergence", "hinge", "poisson", "huber", "cosine_similarity", "accuracy",
        "binary_accuracy", "categorical_accuracy", "sparse_categorical_accuracy",
    ];

    private static readonly string[] DeniedFunctions =
    [
        "exec", "eval", "compile", "open", "input", "breakpoint", "getattr", "setattr", "delattr", "globals", "locals", "vars", "exit",
        "quit", "print", "map", "filter", "type", "memoryview", "load_model", "get_file", "run", "call",
    ];

    /// <summary>True for JSON that begins as a model's configuration does.</summary>
    internal static bool IsConfig(ReadOnlySpan<byte> json) =>
        json[..Math.Min(json.Length, 4096)] is var head && head.IndexOf("\"class_name\""u8) >= 0 && head.IndexOf("\"config\""u8) >= 0;

    /// <summary>Scans the texts in an HDF5 file that are configurations.</summary>
    internal static void ScanHdf5(ScanContext context, ReadOnlySpan<byte> file, string place)
    {
        for (int at = 0; at < file.Length;)
        {
            int next = file[at..].IndexOf("{\""u8);
            if (next < 0)
            {
                return;
            }

            at += next;
            if (IsConfig(file[at..]))
            {
                at += Math.Max(2, Walk(context, file[at..], place, at, isWhole: false));
            }
            else
            {
                at += 2;
            }
        }
    }

    /// <summary>Scans a configuration.</summary>
    /// <returns>True where it is one.</returns>
    internal static bool ScanJson(ScanContext context, ReadOnlySpan<byte> json, string place) =>
        Walk(context, json, place, 0, isWhole: true) > 0;

    /// <returns>How many bytes it has.</returns>
    private static int Walk(ScanContext context, ReadOnlySpan<byte> json, string place, int start, bool isWhole)
    {
        Exception? failure = JsonPart.Walk(json, MostDepth, Keys, node => Judge(context, node, start + node.Offset, place),
            out long consumed, out bool isOpen);
        if (failure is not null && isWhole)
        {
            context.Findings.AddUnread(ScanRule.UnreadPart, place, null,
                $"the configuration is no JSON: {PlainText.Of(failure.Message)}");
        }
        else if (failure is not null && isOpen && consumed > 256)
        {
            context.Findings.AddUnread(ScanRule.UnreadPart, place, start, "a configuration in the file is cut off or in pieces");
        }

        return (int)consumed;
    }

    private static void Judge(ScanContext context, JsonPart node, long offset, string place)
    {
        if (node.Text("class_name") is not { } name)
        {
            return;
        }

        string full = PlainText.Of(node.Text("module") is { Length: > 0 } from ? $"{from}.{name}" : name);
        context.OnUse?.Invoke(node.Text("module") ?? "", name, "keras", node.Text("registered_name") ?? "");
        context.Findings.AddName(full);
        if (CodeLayers.Contains(name))
        {
            context.Findings.Add(ScanRule.KerasCode, place, offset, $"the layer {full} runs code that the model carries or names",
                full,
                full);
            return;
        }

        if (node.Text("vocabulary") is { } path)
        {
            context.Findings.Add(ScanRule.OutsidePath, place, offset,
                $"the layer {full} reads its vocabulary from the file {PlainText.Of(path)}", full, full);
        }

        if (node.Text("module") is not { Length: > 0 } module || module == "builtins")
        {
            JudgeBuiltin(context, node, offset, name, place);
            return;
        }

        if (IsDenied(module) || (name.Length > 0 && !char.IsUpper(name[0]) && name is not ("function" or "builtin_function")))
        {
            context.Findings.Add(ScanRule.KerasModule, place, offset, $"Keras would import {full} and call it", full, full);
        }
        else if (!Packages.Contains(module.Split('.')[0]))
        {
            NameJudgement judgement = context.Judge.Of(module, name);
            if (judgement.Rule is { } rule)
            {
                context.Findings.Add(rule == ScanRule.DeniedName ? ScanRule.KerasModule : rule, place, offset,
                    $"{full} is imported: {judgement.Reason}", full, full, severity: judgement.Severity);
            }
        }
    }

    /// <summary>What has no module of its own: Keras' functions by name, and what the author registered.</summary>
    private static void JudgeBuiltin(ScanContext context, JsonPart node, long offset, string name, string place)
    {
        string? registered = node.Text("registered_name");
        string custom = (name is "function" or "builtin_function" ? node.Text("config") ?? registered : registered) ?? "";
        string plain = PlainText.Of(custom);
        if (custom.Contains('>'))
        {
            if (!custom.StartsWith("keras", StringComparison.Ordinal))
            {
                context.Findings.Add(ScanRule.UserClass, place, offset, $"{plain} is a class of the author's own", custom, plain);
            }
        }
        else if (name is "function" or "builtin_function" && !Functions.Contains(custom))
        {
            bool isDenied = DeniedFunctions.Contains(custom) || DeniedNames.Has("keras", custom);
            context.Findings.Add(isDenied ? ScanRule.KerasModule : ScanRule.UserClass, place, offset,
                isDenied ? $"Keras would call {plain}" : $"{plain} is a function of the author's own", custom, plain);
        }
    }

    private static bool IsDenied(string module) =>
        DeniedModules.Any(denied => module == denied || module.StartsWith(denied + ".", StringComparison.Ordinal));
}
