SwaggerUIBundle({
  url: '/api-docs',
  dom_id: '#document',
  deepLinking: true,
  validatorUrl: null,
});
