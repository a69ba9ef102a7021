using NasCluster.Trainer.Measuring;

namespace NasCluster.Trainer.Tests.Measuring;

public sealed class MemoryFaultsTests
{
    [Theory]
    [InlineData("[enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: can't allocate memory", true)]
    [InlineData("DefaultCPUAllocator: not enough memory: you tried to allocate 4 bytes.", true)]
    [InlineData("CUDA out of memory. Tried to allocate 2.00 GiB", true)]
    [InlineData("mat1 and mat2 shapes cannot be multiplied", false)]
    public void Is_Message_IsToldApart(string message, bool isMemory) =>
        Assert.Equal(isMemory, MemoryFaults.Is(new InvalidOperationException(message)));

    [Fact]
    public void Is_OutOfMemoryInside_IsFound() =>
        Assert.True(MemoryFaults.Is(new InvalidOperationException("outer", new InsufficientMemoryException())));
}
