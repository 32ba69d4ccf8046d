using Brine.Arrays;

namespace Brine.Server;

/// <summary>What the Open Inference Protocol tells of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Versions">Its versions.</param>
/// <param name="Platform">Its class.</param>
/// <param name="Inputs">A tensor for each column.</param>
/// <param name="Outputs">A tensor for each method.</param>
internal sealed record ModelMetadata(string Name, IReadOnlyList<string> Versions, string Platform, IReadOnlyList<TensorMetadata> Inputs,
    IReadOnlyList<TensorMetadata> Outputs)
{
    internal static ModelMetadata Of(ServedModel model, ModelRegistry registry)
    {
        string[] versions = [.. registry.Versions.Where(other => other.Name == model.Name).Select(other => other.Version)];
        return new ModelMetadata(model.Name, versions.Length > 0 ? versions : [model.Version], model.Model.Info.ClassName,
            [.. model.Inputs.Select(input => new TensorMetadata(input.Name, input.IsText ? "BYTES" : "FP64", [-1]))],
            [.. model.Methods.Select(method => OutputOf(model, method))]);
    }

    /// <summary>As the answers about the model's own example are; by what the classes say where there is no such row.</summary>
    private static TensorMetadata OutputOf(ServedModel model, string method)
    {
        if (model.Example?.ArrayOf(method) is { Rank: > 0 } array)
        {
            return new TensorMetadata(method, TensorTypes.Of(array.DType), [-1, .. array.Shape[1..]]);
        }

        DType type = method == "predict" && model.Model.Classes is { } classes ? classes.Values.DType : DType.Float64;
        return new TensorMetadata(method, TensorTypes.Of(type), method == "predict" ? [-1] : [-1, -1]);
    }
}
