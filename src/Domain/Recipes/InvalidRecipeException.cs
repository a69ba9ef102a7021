namespace NasCluster.Domain.Recipes;

/// <summary>A recipe that cannot be trained with; the message names the parameter, its value and what is allowed.</summary>
public sealed class InvalidRecipeException : Exception
{
    public InvalidRecipeException() { }

    public InvalidRecipeException(string message)
        : base(message) { }

    public InvalidRecipeException(string message, Exception inner)
        : base(message, inner) { }
}
