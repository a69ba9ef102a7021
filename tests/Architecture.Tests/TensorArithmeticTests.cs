using System.Text.RegularExpressions;

namespace NasCluster.Architecture.Tests;

/// <summary>TorchSharp frees numbers during the call they were made for; ScalarArithmetic is the one place that keeps them.</summary>
public sealed partial class TensorArithmeticTests
{
    [Fact]
    public void Trainer_SumsOfTensors_GoThroughScalarArithmetic()
    {
        var folder = Path.Combine(Repository.Root, "src", "Trainer");
        var files = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(files);
        Assert.Empty(
            files
                .Where(file => Path.GetFileName(file) != "ScalarArithmetic.cs" && Sum().IsMatch(File.ReadAllText(file)))
                .Select(file => Path.GetRelativePath(Repository.Root, file))
        );
    }

    // Each of these makes a number, given or not.
    [GeneratedRegex(@"\.(add_?|sub_?|addcmul_?|addcdiv_?|lerp_?)\(")]
    private static partial Regex Sum();
}
