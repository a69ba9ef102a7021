using System.Text;
using System.Text.Json;
using NasCluster.Trainer.Doctor;
using NasCluster.Trainer.Tests.Shared;

namespace NasCluster.Trainer.Tests.Doctor;

[Collection(TorchTests.Name)]
public sealed class DoctorCommandTests
{
    [Fact]
    public void Run_WorkingMachine_TrainsAStepAndSaysSo()
    {
        using var output = new StringWriter();
        Assert.Equal(0, DoctorCommand.Run(output));
        var report = JsonDocument.Parse(output.ToString()).RootElement;
        Assert.True(report.GetProperty("loads").GetBoolean());
        Assert.Equal("ok", report.GetProperty("forwardBackward").GetString());
        Assert.Equal("2.10.0", report.GetProperty("torchVersion").GetString());
        Assert.Contains("cpu", report.GetProperty("devices").EnumerateArray().Select(device => device.GetString()));
    }

    [Theory]
    [InlineData("xGLIBCXX_3.4\0yGLIBCXX_3.4.30\0GLIBCXX_3.4.9\0GLIBCXX_DEBUG_MESSAGE_LENGTH\0", "GLIBCXX_3.4.30")]
    [InlineData("GLIBCXX_3.4.32", null)]
    [InlineData("", null)]
    public void HighestVersionIn_Library_ComparesNumbers(string library, string? version) =>
        Assert.Equal(version, CxxLibrary.HighestVersionIn(Encoding.ASCII.GetBytes(library)));
}
