using System.Diagnostics;

namespace NasCluster.Architecture.Tests;

/// <summary>The switch between CPU and CUDA, by evaluation of the project: the CUDA package cannot be restored everywhere.</summary>
public sealed class TorchBackendTests
{
    [Fact]
    public void Evaluation_Cuda_TakesTheCudaPackageInsteadOfTheCpuOne()
    {
        var packages = Evaluate("-p:TorchBackend=cuda");
        Assert.Contains("\"TorchSharp-cuda-linux\"", packages, StringComparison.Ordinal);
        Assert.DoesNotContain("libtorch-cpu", packages, StringComparison.Ordinal);
    }

    [Fact]
    public void Evaluation_Default_TakesTheCpuPackage()
    {
        var packages = Evaluate("-p:TorchBackend=cpu");
        Assert.Contains("libtorch-cpu-linux-x64", packages, StringComparison.Ordinal);
        Assert.DoesNotContain("cuda", packages, StringComparison.Ordinal);
    }

    private static string Evaluate(string property)
    {
        var project = Path.Combine(Repository.Root, "src", "Trainer", "Trainer.csproj");
        var info = new ProcessStartInfo("dotnet", ["msbuild", project, "-getItem:PackageReference", property])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }
}
